/// A rectangle of the page, in pixels.
package struct FigureArea: Equatable, Sendable {
  package var x: Double
  package var y: Double
  package var width: Double
  package var height: Double

  /// Creates a rectangle from its upper left corner and its size.
  package init(x: Double, y: Double, width: Double, height: Double) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  /// The right edge.
  package var right: Double { x + width }
  /// The lower edge.
  package var bottom: Double { y + height }

  /// True when a straight line between two points has a part within (Liang and Barsky 1984,
  /// doi:10.1145/357332.357333).
  func isPassed(from start: FigurePoint, to end: FigurePoint) -> Bool {
    var (first, last) = (0.0, 1.0)
    for (from, way, low, high) in [
      (start.x, end.x - start.x, x, right), (start.y, end.y - start.y, y, bottom),
    ] {
      if way == 0 {
        guard (low...high).contains(from) else { return false }
        continue
      }
      let ends = ((low - from) / way, (high - from) / way)
      first = max(first, min(ends.0, ends.1))
      last = min(last, max(ends.0, ends.1))
    }
    return first <= last
  }

  /// True for a point within, or at most half a pixel beside it.
  package func holds(_ point: FigurePoint) -> Bool {
    (x - 0.5...right + 0.5).contains(point.x) && (y - 0.5...bottom + 0.5).contains(point.y)
  }
}
