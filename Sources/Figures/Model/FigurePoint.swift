/// A point: of the data in its own units, or of the page in pixels from its upper left corner.
package struct FigurePoint: Equatable, Sendable {
  package var x: Double
  package var y: Double

  /// Creates a point.
  package init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }
}
