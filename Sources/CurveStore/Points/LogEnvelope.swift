/// What neighbouring points of a curve have in common: enough to draw them in one column.
public struct LogEnvelope: Equatable, Sendable {
  /// A value and where it stands.
  public struct Extreme: Equatable, Sendable {
    /// The index in the curve.
    public var index: Int
    /// The value there.
    public var value: Double
  }

  /// The indices that were looked at.
  public var range: Range<Int>
  /// The least finite value, the first of equals; nil when none is finite.
  public var least: Extreme?
  /// The greatest finite value, the first of equals; nil when none is finite.
  public var greatest: Extreme?
  /// The mean of the finite values; nil when none is finite.
  public var mean: Double?
  /// Finite values.
  public var finite: Int
  /// Whether a value is NaN or infinite.
  public var hasGap: Bool { finite < range.count }

  package init(_ range: Range<Int>, _ summary: PointSummary) {
    self.range = range
    finite = summary.finite
    guard finite > 0 else { return }
    least = summary.least
    greatest = summary.greatest
    mean = summary.mean
  }
}
