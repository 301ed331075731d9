public import RunModel

/// Something in a chain that is likely to surprise.
public struct ChainFinding: Equatable, Sendable {
  /// The finding and the remedy, in one sentence.
  public var text: String
  /// True when training could not get past its first epoch.
  public var isImpossible: Bool

  /// Creates a finding with its text.
  public init(text: String, isImpossible: Bool = false) {
    self.text = text
    self.isImpossible = isImpossible
  }
}

/// A check of a chain before training.
public enum ChainCheck {
  /// Finds what is likely to surprise, one plain sentence each.
  ///
  /// - Parameters:
  ///   - metrics: The metrics that the trainer itself puts into an epoch's logs.
  ///   - epochs: The epochs to train; nil when they are unknown.
  ///   - noise: The usual change of each metric from epoch to epoch in the last run, where it is
  ///     known.
  ///   - direction: Returns the better direction of one of the model's own metrics, named without
  ///     `val_`.
  ///   - usual: Returns the better direction that a metric's name implies.
  /// - Complexity: O(callbacks²).
  public static func findings(
    _ callbacks: [any Callback], metrics: [String], epochs: Int? = nil,
    noise: [String: Double] = [:], usual: (String) -> Direction? = { _ in nil },
    direction: (String) -> Direction?
  ) -> [ChainFinding] {
    var findings: [ChainFinding] = []
    var known = metrics
    for (index, callback) in callbacks.enumerated() {
      let later = callbacks[(index + 1)...]
      for metric in callback.monitors
      where !known.contains(metric) && !callback.produces.contains(metric) {
        findings.append(
          ChainFinding(text: missing(metric, in: callback.name, known: known, after: later)))
      }
      for metric in callback.undirectedMonitors {
        let bare = metric.hasPrefix("val_") ? String(metric.dropFirst(4)) : metric
        if direction(bare) != nil { continue }
        findings.append(
          ChainFinding(
            text: "\(callback.name) cannot know whether a larger \(metric) is better: "
              + "give it mode: max or mode: min", isImpossible: true))
      }
      if callback.hasFixedColumns { findings += late(later, for: callback.name, known: known) }
      for name in callback.produces where !known.contains(name) { known.append(name) }
    }
    let states = callbacks.map(\.state)
    let words =
      rivalry(callbacks) + oddities(states) + cooldowns(callbacks) + owners(callbacks)
      + coarse(callbacks, noise) + neverBest(callbacks) + reversed(callbacks, usual)
      + sparse(callbacks) + (epochs.map { idle(callbacks, in: $0) } ?? [])
    return findings + words.map { ChainFinding(text: $0) }
  }

  /// A checkpoint of the best batch, on a metric that batches do not have.
  private static func neverBest(_ callbacks: [any Callback]) -> [String] {
    callbacks.compactMap { callback in
      guard callback.state.role == .saves, let metric = callback.monitors.first,
        metric.hasPrefix("val"),
        callback.fields.contains(Parameter("save_best_only", .boolean(true), .boolean)),
        case .integer? = callback.fields.first(where: { $0.name == "save_freq" })?.value
      else { return nil }
      return "\(callback.name) saves by batches, which have no \(metric): it saves every time; "
        + "leave save_freq out"
    }
  }

  /// Metrics that a file with fixed columns misses, because later callbacks write them.
  private static func late(
    _ later: ArraySlice<any Callback>, for name: String, known: [String]
  ) -> [ChainFinding] {
    later.flatMap { producer in
      producer.produces.filter { !known.contains($0) }.map { metric in
        ChainFinding(
          text: "\(name) comes before \(producer.name), which writes \(metric): the file will "
            + "have no such column; put \(name) after it")
      }
    }
  }

  /// Two callbacks that both set the learning rate.
  private static func owners(_ callbacks: [any Callback]) -> [String] {
    let states = callbacks.map(\.state)
    guard let scheduler = states.first(where: { $0.role == .schedulesLearningRate }),
      let reducer = states.first(where: { $0.role == .reducesLearningRate })
    else { return [] }
    return [
      "\(scheduler.name) sets the learning rate at every epoch, which undoes what "
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
      + (hint ?? "available: \(known.joined(separator: ", "))")
  }

  /// An EarlyStopping that never lets ReduceLROnPlateau act.
  private static func rivalry(_ callbacks: [any Callback]) -> [String] {
    // With several conditions, the first to run out of patience need not end training.
    let stoppers = callbacks.filter { $0.monitors.count == 1 }.map(\.state).filter {
      $0.role == .stops
    }
    let reducers = callbacks.map(\.state).filter { $0.role == .reducesLearningRate }
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

  /// Values that Keras accepts but that are hardly meant.
  private static func oddities(_ states: [CallbackState]) -> [String] {
    states.compactMap { state in
      guard let patience = state.patience, patience < 0 else { return nil }
      return
        "\(state.name) has patience \(patience), which means the same as 0 and 1: it acts at the "
        + "first epoch without improvement"
    }
  }

  /// A patience that outlasts the epochs, in Keras's callbacks: others may act for another reason.
  private static func idle(_ callbacks: [any Callback], in epochs: Int) -> [String] {
    // A single epoch has nothing to compare it with, whatever the patience.
    guard epochs > 1 else { return [] }
    return callbacks.compactMap { callback in
      let state = callback.state
      guard type(of: callback).framework == .keras, state.watchesPlateau,
        let patience = state.patience, max(1, patience) >= epochs
      else { return nil }
      let name = "\(state.name) (patience \(patience))"
      return state.isStopping
        ? "\(name) cannot stop a run of \(epochs) epochs early: lower its patience"
        : "\(name) cannot lower the learning rate within \(epochs) epochs: lower its patience"
    }
  }

  /// A cooldown of 1, which only Keras counts as none.
  private static func cooldowns(_ callbacks: [any Callback]) -> [String] {
    callbacks.compactMap { callback in
      let state = callback.state
      guard type(of: callback).framework == .keras, state.cooldown == 1 else { return nil }
      return "\(state.name) has cooldown 1, which changes nothing: a cooldown of N spares "
        + "N - 1 epochs"
    }
  }
}
