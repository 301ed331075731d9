internal import RunModel

/// The rule by which a metric is monitored: Keras 3.15's `MonitorCallback` as a value.
struct Monitor {
  /// The metric's name in `logs`.
  var metric: String
  /// The smallest change that counts, at least 0; Keras keeps it with the direction's sign.
  var minDelta: Double
  /// The unit of `minDelta`.
  var threshold: ThresholdMode
  /// The better direction; nil until the first epoch ends, as in Keras.
  private(set) var direction: Direction?
  /// The source of the direction.
  var mode: MonitorMode

  init(
    metric: String, mode: MonitorMode, minDelta: Double, threshold: ThresholdMode = .absolute
  ) {
    self.metric = metric
    self.threshold = threshold
    self.minDelta = abs(minDelta)
    self.mode = mode
  }

  /// The direction, if it is known already.
  var knownDirection: Direction? {
    if let direction { return direction }
    return switch mode {
    case .min: .min
    case .max: .max
    case .auto: Self.bareName(metric) == "loss" ? .min : nil
    }
  }

  /// The metric and its direction in words: the memory of another metric must not be restored.
  var words: String { "\(metric) \(knownDirection?.rawValue ?? "auto")" }

  /// Resolves the direction once.
  ///
  /// - Throws: `CallbackError` when `auto` cannot know it, as for a metric added by a callback.
  mutating func resolve(for name: String, model: any Model) throws(CallbackError) {
    if direction != nil { return }
    guard let found = knownDirection ?? model.direction(ofMetric: Self.bareName(metric)) else {
      throw CallbackError(
        "\(name) cannot tell whether a larger or a smaller \(metric) is better; "
          + "give it mode: max or mode: min")
    }
    direction = found
  }

  /// Returns true when a value improves on another by more than `minDelta`, or when there is no
  /// other.
  ///
  /// The difference is computed in 64 bits and compared in 32, as in Keras 3. NaN improves on
  /// nothing.
  func isImprovement(_ value: Double, over reference: Double?) -> Bool {
    guard let reference else { return true }
    let delta = delta(from: reference)
    switch direction {
    case .max: return Float(value - delta) > Float(reference)
    case .min, nil: return Float(value + delta) < Float(reference)
    }
  }

  /// Returns true when a value lies strictly beyond a limit, on the good side or on the bad one.
  func isBeyond(_ limit: Double?, _ value: Double, isGood: Bool) -> Bool {
    guard let limit, let direction else { return false }
    return isGood
      ? direction.isBetter(value, than: limit) : direction.isBetter(limit, than: value)
  }

  /// The difference by which a value must exceed the reference.
  ///
  /// A share is relative to the reference's absolute value, so that it means the same for negative
  /// metrics.
  private func delta(from reference: Double) -> Double {
    threshold == .relative ? abs(reference) * minDelta : minDelta
  }

  /// The value that the next one must beat.
  func valueToBeat(_ best: Double?) -> Double? {
    guard let best, let direction = knownDirection else { return nil }
    let delta = delta(from: best)
    return direction == .max ? best + delta : best - delta
  }

  /// Returns the monitored value of an epoch; nil when there is none.
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
