internal import RunModel

/// What is likely to surprise in a chain, found before training, one plain sentence each.
public enum ChainCheck {
  /// Looks at callbacks in their order.
  ///
  /// - Parameters:
  ///   - metrics: what the trainer itself puts into an epoch's logs.
  ///   - model: knows the direction of its own metrics.
  /// - Complexity: O(callbacks²).
  public static func findings(
    _ callbacks: [any Callback], metrics: [String], model: any Model
  ) -> [String] {
    var findings: [String] = []
    var known = metrics
    for (index, callback) in callbacks.enumerated() {
      let state = callback.state
      if let monitor = state.monitor, !known.contains(monitor), !callback.produces.contains(monitor)
      {
        findings.append(
          missing(monitor, in: state.name, known: known, after: callbacks[(index + 1)...]))
      }
      if let monitor = state.monitor, state.direction == nil {
        let bare = monitor.hasPrefix("val_") ? String(monitor.dropFirst(4)) : monitor
        if model.direction(ofMetric: bare) == nil {
          findings.append(
            "\(state.name) cannot know whether a larger \(monitor) is better: give it mode: max or "
              + "mode: min")
        }
      }
      for name in callback.produces where !known.contains(name) { known.append(name) }
    }
    return findings + rivalry(callbacks.map(\.state)) + cooldowns(callbacks.map(\.state))
  }

  private static func missing(
    _ metric: String, in name: String, known: [String], after later: ArraySlice<any Callback>
  ) -> String {
    if let producer = later.first(where: { $0.produces.contains(metric) }) {
      return "\(name) reads \(metric) before \(producer.name) writes it: put \(producer.name) first"
    }
    return "\(name) watches \(metric), which nothing before it writes; there are "
      + known.joined(separator: ", ")
  }

  /// EarlyStopping that never lets ReduceLROnPlateau act.
  private static func rivalry(_ states: [CallbackState]) -> [String] {
    let stoppers = states.filter { $0.name.hasPrefix("EarlyStopping") }
    let reducers = states.filter { $0.name.hasPrefix("ReduceLROnPlateau") }
    return stoppers.flatMap { stopper in
      reducers.compactMap { reducer in
        guard let bears = stopper.patience, let waits = reducer.patience, bears <= waits,
          stopper.monitor == reducer.monitor
        else { return nil }
        return "\(stopper.name) (patience \(bears)) ends training before \(reducer.name) "
          + "(patience \(waits)) lowers the learning rate: give it more patience than \(waits)"
      }
    }
  }

  private static func cooldowns(_ states: [CallbackState]) -> [String] {
    states.compactMap { state in
      guard state.cooldown == 1 else { return nil }
      return "\(state.name) has cooldown 1, which changes nothing: a cooldown of N spares "
        + "N - 1 epochs"
    }
  }
}
