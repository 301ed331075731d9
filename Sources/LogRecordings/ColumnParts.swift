internal import Recordings
internal import RunModel

/// The points in each column of a logarithmic axis, found once for series with equal coordinates.
struct ColumnParts {
  private let query: RecordingQuery
  private let columns: AxisColumns?
  private var known: (series: RecordedSeries, ranges: [Range<Int>], parts: [Range<Int>])?

  init(_ query: RecordingQuery) {
    self.query = query
    columns = query.axisColumns
  }

  /// The points of each column; nil on a linear axis, and for a curve that is shown with all its
  /// points.
  ///
  /// - Complexity: O(columns · log points), or O(points / 4096 + 4096) if the last series had equal
  ///   coordinates.
  mutating func parts(of series: RecordedSeries, _ ranges: [Range<Int>]) -> [Range<Int>]? {
    guard let columns, ranges.reduce(0, { $0 + $1.count }) > query.columns * 4 else { return nil }
    if let known, known.ranges == ranges, series.hasCoordinates(of: known.series) {
      return known.parts
    }
    let parts = ranges.flatMap { columns.parts(of: $0) { series.x($0, on: query.axis) } }
    known = (series, ranges, parts)
    return parts
  }
}
