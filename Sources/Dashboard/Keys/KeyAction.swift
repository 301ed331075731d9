/// The effect of a key.
struct KeyAction: Sendable {
  /// Carries the action out and returns what is to be done outside the state.
  let run: @Sendable (inout DashboardState) -> [DashboardEffect]

  /// An action that only changes the state.
  static func change(_ change: @escaping @Sendable (inout DashboardState) -> Void) -> KeyAction {
    KeyAction { state in
      change(&state)
      return []
    }
  }

  /// An action that may have effects outside, such as a request to the trainer.
  static func effects(
    _ effects: @escaping @Sendable (inout DashboardState) -> [DashboardEffect]
  ) -> KeyAction {
    KeyAction(run: effects)
  }
}
