public import RunModel
public import Simulation

/// The consequence of a change of a run's callbacks, before it is made: what it would have done so
/// far, and what it does from here.
public struct EditConsequence: Equatable, Sendable {
  /// A sentence about the epochs so far; nil when nothing can be said.
  public let past: String?
  /// A sentence about the epochs to come; nil when nothing can be said.
  public let next: String?
  /// Both in few words, what comes before what would have been; empty when nothing can be said.
  public let brief: [String]

  /// Creates a consequence of sentences.
  init(past: String?, next: String?, brief: [String]) {
    self.past = past
    self.next = next
    self.brief = brief
  }

  /// Weighs a new value of a parameter.
  ///
  /// - Parameters:
  ///   - value: The new value.
  ///   - field: The parameter as it is now.
  ///   - callback: Its callback as it is now.
  ///   - rate: The learning rate now; nil when it is unknown.
  ///   - whatIf: The run's callbacks over its epochs; nil when they are not known.
  ///   - history: The run.
  ///   - first: The number of the run's first epoch.
  /// - Complexity: O(epochs · callbacks).
  public init(
    of value: ParameterValue, for field: Parameter, in callback: CallbackState,
    rate: Double?, whatIf: WhatIf?, in history: RunHistory = RunHistory(), firstEpoch first: Int = 1
  ) {
    let past = whatIf.flatMap {
      Self.past(value, field, callback, of: $0, firstEpoch: first)
    }
    // A metric that only some epochs have counts only these: no epoch can be named.
    let isInAll = callback.monitor.map { name in
      history.epochs.allSatisfy { $0.logs[name] != nil }
    }
    let last = isInAll == true ? history.epochs.last.map { $0.epoch + first } : nil
    let future = Self.future(
      value, field, callback, isRateKnown: rate != nil, lastEpoch: last, in: history)
    let isSwitch = field.name == "enabled"
    let switched = "\(value == .boolean(false) ? "without" : "with") \(callback.name)"
    let words = isSwitch ? switched : "with \(field.name) \(value.words)"
    self.past = past.map { "\(words) from the start, it \($0.sentence)" }
    next = future?.sentence
    brief =
      if let future {
        [future.brief]
          + (past.map {
            ["\(isSwitch ? switched : "with \(value.words)") from the start\($0.brief)"]
          }
            ?? [])
      } else {
        [self.past].compactMap(\.self)
      }
  }

  // MARK: So far

  /// The result of the value from the start: a clause after "from the start, it", and a short one
  /// after "from the start".
  private struct Past {
    let sentence: String
    let brief: String

    init(_ sentence: String, brief: String? = nil) {
      self.sentence = sentence
      self.brief = brief ?? ", it \(sentence)"
    }
  }

  private static func past(
    _ value: ParameterValue, _ field: Parameter, _ callback: CallbackState, of whatIf: WhatIf,
    firstEpoch first: Int
  ) -> Past? {
    // A callback on a metric of a hub reads the log under its plain name.
    let ids = [callback.id, callback.id.replacing("_by_map", with: "")]
    var tried = whatIf
    let id = ids.first { (try? tried.set(field.name, of: $0, to: value)) != nil }
    guard let id, !tried.outcome.epochs.isEmpty else { return nil }
    switch callback.role {
    case .stops:
      guard let stop = tried.outcome.end.stoppedEpoch else {
        return Past("would still be training")
      }
      return Past("would have stopped after epoch \(stop + first)")
    case .reducesLearningRate:
      let cuts = tried.outcome.epochs.filter { $0.rates[id].map { $0.new < $0.old } ?? false }
      if cuts.isEmpty {
        return Past("would not have lowered the rate yet", brief: ": no cut yet")
      }
      let epochs = cuts.prefix(4).map { "\($0.epoch + first)" }.joined(separator: ", ")
      let more = cuts.count > 4 ? " …" : ""
      let rate = tried.outcome.learningRates.last.map { " (now \($0.y.rateWords))" } ?? ""
      let times = "after epoch\(cuts.count > 1 ? "s" : "") \(epochs)\(more)"
      return Past(
        "would have lowered the rate \(times)\(rate)",
        brief: ": cut\(cuts.count > 1 ? "s" : "") \(times)")
    case .schedulesLearningRate, .measures, .saves, .backsUp, .logs, .prints, .other: return nil
    }
  }

  // MARK: From here

  /// The result of the value from here on, as a sentence and as a short clause.
  private struct Future {
    let sentence: String
    let brief: String
  }

  private static func future(
    _ value: ParameterValue, _ field: Parameter, _ callback: CallbackState, isRateKnown: Bool,
    lastEpoch: Int?, in history: RunHistory
  ) -> Future? {
    switch (field.name, value) {
    case ("enabled", .boolean(false)):
      return Future(
        sentence: "from here \(callback.name) does nothing",
        brief: "\(callback.name) off: does nothing from here")
    case (let name, .integer(let patience)) where name.hasSuffix("patience"):
      return future(
        name, patience, callback, isAtFloor: isRateKnown && callback.isAtFloor, lastEpoch,
        in: history)
    case ("factor", .number(let factor)):
      guard let rate = rate(of: callback, field), rate.isFinite else { return nil }
      let next = "the next rate is \((rate * factor).rateWords)"
      return Future(sentence: "from here \(next)", brief: "factor \(value.words): \(next)")
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

  private static func future(
    _ name: String, _ patience: Int, _ callback: CallbackState, isAtFloor: Bool, _ last: Int?,
    in history: RunHistory
  ) -> Future? {
    guard let left = callback.unitsLeft, let present = callback.patience,
      let monitor = callback.monitor
    else { return nil }
    let action: String
    switch callback.role {
    case .stops: action = "stops"
    case .reducesLearningRate where isAtFloor:
      let words = "the rate is at its floor, so nothing follows"
      return Future(sentence: words, brief: "\(name) \(patience): \(words)")
    case .reducesLearningRate: action = "lowers the rate"
    default: return nil
    }
    let units = max(1, left + max(1, patience) - max(1, present))
    if history.ends(before: callback, left: units) {
      let what = callback.role == .stops ? "no early stop" : "no rate cut"
      let words = what + " before the end"
      return Future(sentence: "from here \(words)", brief: "\(name) \(patience): \(words)")
    }
    let unit = units == 1 ? callback.singularUnit : callback.unit ?? "epochs"
    let sign = callback.direction == .min ? "below" : "above"
    let beat =
      callback.valueToBeat.map { " \(monitor) \(sign) \($0.metricWords)" } ?? " a better \(monitor)"
    let time =
      last.flatMap { callback.countsEpochs ? "after epoch \($0 + units) at the earliest" : nil }
      ?? "after \(units) more \(unit) at the earliest"
    return Future(
      sentence: "from here it \(action) after \(units) more \(unit) without\(beat)",
      brief: "\(name) \(patience): \(action) \(time)")
  }
}
