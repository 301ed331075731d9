public import RunModel
public import Simulation

/// The consequence of a change of a run's callbacks, before it is made: what it would have done so
/// far, and what it does from here.
public struct EditConsequence: Equatable, Sendable {
  /// A sentence about the epochs so far; nil when nothing can be said.
  public let past: String?
  /// A sentence about the epochs to come; nil when nothing can be said.
  public let next: String?

  /// Creates a consequence of sentences.
  init(past: String?, next: String?) {
    self.past = past
    self.next = next
  }

  /// Weighs a new value of a parameter.
  ///
  /// - Parameters:
  ///   - value: The new value.
  ///   - field: The parameter as it is now.
  ///   - callback: Its callback as it is now.
  ///   - whatIf: The run's callbacks over its epochs; nil when they are not known.
  ///   - first: The number of the run's first epoch.
  /// - Complexity: O(epochs · callbacks).
  public init(
    of value: ParameterValue, for field: Parameter, in callback: CallbackState, whatIf: WhatIf?,
    firstEpoch first: Int = 1
  ) {
    past = whatIf.flatMap {
      Self.past(value, field, callback, of: $0, firstEpoch: first)
    }
    next = Self.next(value, field, callback)
  }

  // MARK: So far

  private static func past(
    _ value: ParameterValue, _ field: Parameter, _ callback: CallbackState, of whatIf: WhatIf,
    firstEpoch first: Int
  ) -> String? {
    // A callback on a metric of a hub reads the log under its plain name.
    let ids = [callback.id, callback.id.replacing("_by_map", with: "")]
    var tried: WhatIf?
    for id in ids where tried == nil {
      var changed = whatIf
      if (try? changed.set(field.name, of: id, to: value)) != nil { tried = changed }
    }
    guard let tried, !tried.outcome.epochs.isEmpty else { return nil }
    let words = "with \(field.name) \(value.words)"
    switch callback.role {
    case .stops:
      guard let stop = tried.outcome.end.stoppedEpoch else {
        return "\(words) from the start it would still be training"
      }
      return "\(words) from the start it would have stopped after epoch \(stop + first)"
    case .reducesLearningRate:
      let cuts = tried.outcome.learningRates.dropFirst()
      if cuts.isEmpty { return "\(words) from the start it would not have lowered the rate yet" }
      let epochs = cuts.prefix(4).map { "\(Int($0.x) - 1 + first)" }.joined(separator: ", ")
      let more = cuts.count > 4 ? " …" : ""
      let rate = cuts.last.map { " (now \($0.y.metricWords))" } ?? ""
      return "\(words) from the start it would have lowered the rate after epoch"
        + "\(cuts.count > 1 ? "s" : "") \(epochs)\(more)\(rate)"
    case .schedulesLearningRate, .measures, .saves, .backsUp, .logs, .prints, .other: return nil
    }
  }

  // MARK: From here

  private static func next(
    _ value: ParameterValue, _ field: Parameter, _ callback: CallbackState
  ) -> String? {
    switch (field.name, value) {
    case ("enabled", .boolean(false)): return "from here \(callback.name) does nothing"
    case (let name, .integer(let patience)) where name.hasSuffix("patience"):
      return next(patience: patience, callback)
    case ("factor", .number(let factor)):
      guard let rate = rate(of: callback, field), rate.isFinite else { return nil }
      return "from here the next rate is \((rate * factor).metricWords)"
    default: return nil
    }
  }

  /// The learning rate that a callback would lower, from the next rate and the factor.
  private static func rate(of callback: CallbackState, _ factor: Parameter) -> Double? {
    guard let next = callback.nextLearningRate, case .number(let now) = factor.value, now > 0 else {
      return nil
    }
    return next / now
  }

  private static func next(patience: Int, _ callback: CallbackState) -> String? {
    guard let left = callback.unitsLeft, let present = callback.patience,
      let monitor = callback.monitor
    else { return nil }
    let units = max(1, left + max(1, patience) - max(1, present))
    let unit = units == 1 ? callback.singularUnit : callback.unit ?? "epochs"
    let sign = callback.direction == .min ? "below" : "above"
    let beat =
      callback.valueToBeat.map { " \(monitor) \(sign) \($0.metricWords)" } ?? " a better \(monitor)"
    switch callback.role {
    case .stops: return "from here it stops after \(units) more \(unit) without\(beat)"
    case .reducesLearningRate where callback.isAtFloor:
      return "the rate is at its floor, so nothing follows"
    case .reducesLearningRate:
      return "from here it lowers the rate after \(units) more \(unit) without\(beat)"
    default: return nil
    }
  }
}
