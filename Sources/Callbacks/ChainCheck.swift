public import RunModel

/// Something in a chain that is likely to surprise.
public struct ChainFinding: Equatable, Sendable {
  /// What, and what to do, in one sentence.
  public var text: String
  /// Whether training could not get past its first epoch.
  public var isImpossible = false
}

/// Looks at a chain before training.
public enum ChainCheck {
  /// What is likely to surprise in callbacks in their order, one plain sentence each.
  ///
  /// - Parameters:
  ///   - metrics: what the trainer itself puts into an epoch's logs.
  ///   - direction: which way one of the model's own metrics, without `val_`, is better.
  /// - Complexity: O(callbacks²).
  public static func findings(
    _ callbacks: [any Callback], metrics: [String], direction: (String) -> Direction?
  ) -> [ChainFinding] {
    var findings: [ChainFinding] = []
    var known = metrics
    for (index, callback) in callbacks.enumerated() {
      let state = callback.state
      if let monitor = state.monitor {
        if !known.contains(monitor), !callback.produces.contains(monitor) {
          let text = missing(
            monitor, in: state.name, known: known, after: callbacks[(index + 1)...])
          findings.append(ChainFinding(text: text))
        }
        let bare = monitor.hasPrefix("val_") ? String(monitor.dropFirst(4)) : monitor
        if state.direction == nil, direction(bare) == nil {
          findings.append(
            ChainFinding(
              text: "\(state.name) cannot know whether a larger \(monitor) is better: "
                + "give it mode: max or mode: min", isImpossible: true))
        }
      }
      if callback is CSVLogger {
        findings += late(callbacks[(index + 1)...], known: known)
      }
      for name in callback.produces where !known.contains(name) { known.append(name) }
    }
    let states = callbacks.map(\.state)
    return findings
      + (rivalry(states) + oddities(states) + cooldowns(states) + owners(callbacks)).map {
        ChainFinding(text: $0)
      }
  }

  /// What CSVLogger cannot see: its columns are those of the first epoch's logs as they reach it.
  private static func late(
    _ later: ArraySlice<any Callback>, known: [String]
  ) -> [ChainFinding] {
    later.flatMap { producer in
      producer.produces.filter { !known.contains($0) }.map { name in
        ChainFinding(
          text: "CSVLogger stands before \(producer.name), which writes \(name): the file will "
            + "have no such column; put CSVLogger after it")
      }
    }
  }

  /// Two that both set the learning rate.
  private static func owners(_ callbacks: [any Callback]) -> [String] {
    guard callbacks.contains(where: { $0 is LearningRateScheduler }),
      let reducer = callbacks.first(where: { $0.name.hasPrefix("ReduceLROnPlateau") })
    else { return [] }
    return [
      "LearningRateScheduler sets the learning rate at every epoch, which undoes what "
        + "\(reducer.name) does: leave one of them out"
    ]
  }

  private static func missing(
    _ metric: String, in name: String, known: [String], after later: ArraySlice<any Callback>
  ) -> String {
    if let producer = later.first(where: { $0.produces.contains(metric) }) {
      return "\(name) reads \(metric) before \(producer.name) writes it: put \(producer.name) first"
    }
    let hint = metric.nearest(in: known).map { "did you mean \($0)?" }
    return "\(name) watches \(metric), which nothing before it writes; "
      + (hint ?? "there are \(known.joined(separator: ", "))")
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

  /// What Keras accepts and nobody means.
  private static func oddities(_ states: [CallbackState]) -> [String] {
    states.compactMap { state in
      guard let patience = state.patience, patience < 0 else { return nil }
      return
        "\(state.name) has patience \(patience), which means the same as 0 and 1: it acts at the "
        + "first epoch without improvement"
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
