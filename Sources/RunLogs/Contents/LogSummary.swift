/// The extremes of a curve.
public struct LogSummary: Equatable, Sendable {
  /// The least finite value.
  public var least: Double?
  /// The greatest finite value.
  public var greatest: Double?
  /// Values that are NaN or infinite.
  public var notFinite = 0

  /// Looks at every value.
  ///
  /// - Complexity: O(points).
  public init(_ series: LogSeries) {
    for value in series.points.values {
      guard value.isFinite else {
        notFinite += 1
        continue
      }
      least = least.map { min($0, value) } ?? value
      greatest = greatest.map { max($0, value) } ?? value
    }
  }
}
