/// A line divided where a value is missing.
struct LineParts: Equatable {
  /// The parts of at least two points.
  private(set) var lines: [[FigurePoint]] = []
  /// The points without a neighbour.
  private(set) var single: [FigurePoint] = []

  /// Divides a line; a point of which a coordinate is not finite belongs to no part.
  ///
  /// - Complexity: O(points).
  init(_ points: some Sequence<FigurePoint>) {
    var part: [FigurePoint] = []
    for point in points {
      if point.x.isFinite, point.y.isFinite {
        part.append(point)
      } else {
        close(&part)
      }
    }
    close(&part)
  }

  private mutating func close(_ part: inout [FigurePoint]) {
    if part.count == 1 { single += part } else if part.count > 1 { lines.append(part) }
    part = []
  }

  /// The points of a line that show on a page: all of them, or of each half pixel across the first,
  /// the lowest, the highest and the last.
  ///
  /// - Complexity: O(points).
  static func visible(_ points: [FigurePoint]) -> [FigurePoint] {
    guard let first = points.first, let last = points.last,
      Double(points.count) > 8 * max(1, last.x - first.x)
    else { return points }
    var shown: [FigurePoint] = []
    var start = 0
    while start < points.count {
      let column = (points[start].x * 2).rounded(.down)
      var end = start
      var (low, high) = (start, start)
      while end < points.count, (points[end].x * 2).rounded(.down) == column {
        if points[end].y < points[low].y { low = end }
        if points[end].y > points[high].y { high = end }
        end += 1
      }
      for index in Set([start, low, high, end - 1]).sorted() { shown.append(points[index]) }
      start = end
    }
    return shown
  }
}
