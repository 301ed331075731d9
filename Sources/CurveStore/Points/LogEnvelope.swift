/// A summary of neighbouring points of a series: enough to draw them in one column.
public struct LogEnvelope: Equatable, Sendable {
  /// A value and its index.
  public struct Extreme: Equatable, Sendable {
    /// The index in the series.
    public var index: Int
    /// The value at the index.
    public var value: Double
  }

  /// The indices of the summarized points.
  public var range: Range<Int>
  /// The least finite value, the first of equals; nil without finite values.
  public var least: Extreme?
  /// The greatest finite value, the first of equals; nil without finite values.
  public var greatest: Extreme?
  /// The mean of the finite values; nil without finite values.
  public var mean: Double?
  /// The number of finite values.
  public var finite: Int
  /// True when a value is NaN or infinite.
  public var hasGap: Bool { finite < range.count }

  /// Creates an envelope of a summary.
  package init(_ range: Range<Int>, _ summary: PointSummary) {
    self.range = range
    finite = summary.finite
    guard finite > 0 else { return }
    least = summary.least
    greatest = summary.greatest
    mean = summary.mean
  }
}
