package import Cells

/// A line of a panel.
package struct FigureLine: Equatable, Sendable {
  /// The way in which points are joined.
  package enum Shape: Equatable, Sendable {
    /// By straight lines.
    case straight
    /// By steps: a value holds until the next point.
    case steps
  }

  /// The points, with ascending x; a y that is not finite breaks the line.
  package var points: [FigurePoint]
  /// The colour, width and dashes.
  package var stroke: FigureStroke
  /// The way in which points are joined.
  package var shape: Shape
  /// True when each point has a dot.
  package var hasDots: Bool
  /// True for a line that must not change the range of the axis.
  package var isBackground: Bool

  /// Creates a line.
  package init(
    _ points: [FigurePoint], _ stroke: FigureStroke, shape: Shape = .straight,
    hasDots: Bool = false, isBackground: Bool = false
  ) {
    self.points = points
    self.stroke = stroke
    self.shape = shape
    self.hasDots = hasDots
    self.isBackground = isBackground
  }

  /// The corners that a pen visits.
  package var corners: [FigurePoint] {
    guard shape == .steps else { return points }
    var corners: [FigurePoint] = []
    for point in points {
      if let last = corners.last { corners.append(FigurePoint(point.x, last.y)) }
      corners.append(point)
    }
    return corners
  }
}

/// The pen of a line.
package struct FigureStroke: Equatable, Sendable {
  /// The colour.
  package var color: Color
  /// The width in pixels.
  package var width: Double
  /// The lengths of dashes and gaps in pixels; empty for a solid line.
  package var dashes: [Double]

  /// Creates a pen.
  package init(_ color: Color, width: Double = 1.6, dashes: [Double] = []) {
    self.color = color
    self.width = width
    self.dashes = dashes
  }
}
