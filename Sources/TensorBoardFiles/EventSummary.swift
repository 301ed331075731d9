/// A histogram, text or precision-recall curve of an event file.
public struct EventSummary: Equatable, Sendable {
  /// A bucket of a histogram.
  public struct Bucket: Equatable, Sendable {
    /// The least value.
    public var left: Double
    /// The greatest value, not below `left`.
    public var right: Double
    /// The number of values, 0 or more.
    public var count: Double

    /// Creates a bucket.
    public init(left: Double, right: Double, count: Double) {
      (self.left, self.right, self.count) = (left, right, count)
    }
  }

  /// The content.
  public enum Content: Equatable, Sendable {
    /// Buckets in ascending order.
    case histogram([Bucket])
    /// The elements of a tensor of texts.
    case text([String])
    /// Precision and recall at thresholds that divide 0 … 1 evenly, from 0 up.
    ///
    /// At the highest thresholds, where nothing is found, there is no precision; they are left out.
    ///
    /// - Parameter thresholds: The number of all thresholds.
    case precisionRecall(precision: [Double], recall: [Double], thresholds: Int)
  }

  /// The series: an index in `EventFileReader.tags`.
  public var tag: Int32
  /// The step, in the writer's unit.
  public var step: Int64
  /// The time, in seconds since 1970.
  public var wallTime: Double
  /// The content.
  public var content: Content
}
