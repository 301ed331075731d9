internal import RunModel

/// A parameter of a type: its name, its range, its meaning, and where the value is stored.
///
/// The default is not part of it: it is the value of a new owner.
public struct ParameterDescription<Owner> {
  /// The name in recipes and commands: Keras's name, in snake case.
  public let name: String
  /// The values it takes.
  public let range: ParameterRange
  /// The meaning, in a few words.
  public let meaning: String
  /// An example of a parameter that a recipe must give; nil for one that has a default.
  public let example: String?
  /// True where the parameter can be changed between hooks.
  let isLive: (Owner) -> Bool
  /// The reason why a value does not go with the owner's other values; nil when it does.
  let conflict: (Owner) -> String?
  let read: (Owner) -> ParameterValue
  /// Stores a value that was checked.
  let write: (inout Owner, ParameterValue) -> Void
  /// Returns a closure that restores the current value.
  let snapshot: (Owner) -> (inout Owner) -> Void

  private init<Value: ParameterConvertible>(
    _ name: String, _ path: WritableKeyPath<Owner, Value>, _ range: ParameterRange,
    _ meaning: String, example: String?, isLive: @escaping (Owner) -> Bool,
    conflict: @escaping (Owner) -> String?
  ) {
    self.name = name
    self.range = range
    self.meaning = meaning
    self.example = example
    self.isLive = isLive
    self.conflict = conflict
    read = { $0[keyPath: path].parameterValue }
    write = { owner, value in
      if let value = Value(parameterValue: value) { owner[keyPath: path] = value }
    }
    snapshot = { owner in
      let old = owner[keyPath: path]
      return { $0[keyPath: path] = old }
    }
  }

  /// A parameter that can be changed while training runs.
  ///
  /// - Parameters:
  ///   - isLive: True where it can be changed; elsewhere it is hidden.
  ///   - conflict: The reason why the value just stored does not go with the others; nil when it
  ///     does.
  public static func live<Value: ParameterConvertible>(
    _ name: String, _ path: WritableKeyPath<Owner, Value>, _ range: ParameterRange,
    _ meaning: String, where isLive: @escaping (Owner) -> Bool = { _ in true },
    conflict: @escaping (Owner) -> String? = { _ in nil }
  ) -> ParameterDescription {
    ParameterDescription(
      name, path, range, meaning, example: nil, isLive: isLive, conflict: conflict)
  }

  /// A parameter that is chosen before training.
  ///
  /// - Parameter example: An example of a value that a recipe must give; nil for a parameter with a
  ///   default.
  public static func fixed<Value: ParameterConvertible>(
    _ name: String, _ path: WritableKeyPath<Owner, Value>, _ range: ParameterRange,
    _ meaning: String, example: String? = nil
  ) -> ParameterDescription {
    ParameterDescription(
      name, path, range, meaning, example: example, isLive: { _ in false },
      conflict: { _ in nil })
  }
}
