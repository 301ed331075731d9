/// Precision and recall of a detector at a score threshold.
public struct OperatingPoint: Equatable, Sendable {
  /// The lowest score that is kept.
  public var threshold: Double
  /// True positives over the detections that are kept, 0…1.
  public var precision: Double
  /// True positives over the objects to find, 0…1.
  public var recall: Double

  /// Creates a point.
  public init(threshold: Double, precision: Double, recall: Double) {
    self.threshold = threshold
    self.precision = precision
    self.recall = recall
  }

  /// The harmonic mean of precision and recall, 0…1.
  public var f1: Double {
    let sum = precision + recall
    return sum > 0 ? 2 * precision * recall / sum : 0
  }
}
