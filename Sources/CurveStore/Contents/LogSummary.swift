/// The extremes of a series.
public struct LogSummary: Equatable, Sendable {
  /// The least finite value.
  public var least: Double?
  /// The greatest finite value.
  public var greatest: Double?
  /// The number of values that are NaN or infinite.
  public var notFinite = 0

  /// Summarizes a series.
  ///
  /// - Complexity: O(points / 4096 + 4096).
  public init(_ series: LogSeries) {
    let whole = series.points.whole
    least = whole.least?.value
    greatest = whole.greatest?.value
    notFinite = series.points.count - whole.finite
  }
}
