internal import RunModel

/// How a metric is watched: Keras 3.15's `MonitorCallback` as a value.
struct Monitor {
  /// The metric's name in `logs`.
  var metric: String
  /// What counts as an improvement, at least 0: Keras keeps it with the direction's sign.
  var minDelta: Double
  /// Whether `minDelta` is a share of the best value.
  var threshold: ThresholdMode
  /// Which way is better; nil until the first epoch ends, as in Keras.
  private(set) var direction: Direction?
  /// Where the direction comes from.
  var mode: MonitorMode

  init(
    metric: String, mode: MonitorMode, minDelta: Double, threshold: ThresholdMode = .absolute
  ) {
    self.metric = metric
    self.threshold = threshold
    self.minDelta = abs(minDelta)
    self.mode = mode
  }

  /// The direction where it is known already.
  var knownDirection: Direction? {
    if let direction { return direction }
    return switch mode {
    case .min: .min
    case .max: .max
    case .auto: Self.bareName(metric) == "loss" ? .min : nil
    }
  }

  /// What is watched, in words: what was remembered of another is no use.
  var words: String { "\(metric) \(knownDirection?.rawValue ?? "auto")" }

  /// Finds the direction, once.
  ///
  /// - Throws: `CallbackError` when `auto` cannot know it, as for a metric that a callback adds.
  mutating func resolve(for name: String, model: any Model) throws(CallbackError) {
    if direction != nil { return }
    guard let found = knownDirection ?? model.direction(ofMetric: Self.bareName(metric)) else {
      throw CallbackError(
        "\(name) cannot tell whether a larger or a smaller \(metric) is better; "
          + "give it mode: max or mode: min")
    }
    direction = found
  }

  /// Whether a value improves on another by more than `minDelta`; anything improves on nothing.
  ///
  /// The difference is taken in 64 bits and compared in 32, as Keras 3 does. False with NaN.
  func isImprovement(_ value: Double, over reference: Double?) -> Bool {
    guard let reference else { return true }
    let delta = delta(from: reference)
    switch direction {
    case .max: return Float(value - delta) > Float(reference)
    case .min, nil: return Float(value + delta) < Float(reference)
    }
  }

  /// Whether a value lies strictly beyond a limit, on the good side or on the bad one.
  func isBeyond(_ limit: Double?, _ value: Double, isGood: Bool) -> Bool {
    guard let limit, let direction else { return false }
    return isGood
      ? direction.isBetter(value, than: limit) : direction.isBetter(limit, than: value)
  }

  /// What a value must exceed the reference by.
  ///
  /// A share is of the reference's size, so that it means the same for negative metrics.
  private func delta(from reference: Double) -> Double {
    threshold == .relative ? abs(reference) * minDelta : minDelta
  }

  /// The value that the next must be strictly better than.
  func valueToBeat(_ best: Double?) -> Double? {
    guard let best, let direction = knownDirection else { return nil }
    let delta = delta(from: best)
    return direction == .max ? best + delta : best - delta
  }

  /// The watched value of an epoch; nil when there is none.
  ///
  /// - Throws: `CallbackError` when it is text or a list.
  func value(in logs: Logs, for name: String) throws(CallbackError) -> Double? {
    guard let value = logs[value: metric], value != .none else { return nil }
    guard let number = value.double else {
      throw CallbackError("\(name) watches \(metric), which is not a number but \(value)")
    }
    return number
  }

  private static func bareName(_ metric: String) -> String {
    metric.hasPrefix("val_") ? String(metric.dropFirst(4)) : metric
  }
}
