/// The direction in which values of a metric get better.
public enum Direction: String, Equatable, Sendable, CaseIterable {
  /// Smaller is better, as for a loss.
  case min
  /// Larger is better, as for a precision.
  case max

  /// Returns true when `value` is strictly better than `other`; never with NaN.
  public func isBetter(_ value: Double, than other: Double) -> Bool {
    self == .min ? value < other : value > other
  }
}
