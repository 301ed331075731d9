/// What a detector does when everything below a score is dropped.
public struct OperatingPoint: Equatable, Sendable {
  /// The lowest score that is kept.
  public var threshold: Double
  /// True positives over what is kept, 0…1.
  public var precision: Double
  /// True positives over what there is to find, 0…1.
  public var recall: Double

  /// Makes a point.
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
