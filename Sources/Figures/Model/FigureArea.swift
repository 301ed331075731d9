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

  /// True for a point within, or at most half a pixel beside it.
  package func holds(_ point: FigurePoint) -> Bool {
    (x - 0.5...right + 0.5).contains(point.x) && (y - 0.5...bottom + 0.5).contains(point.y)
  }
}
