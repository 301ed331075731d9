/// The least and the greatest of the values that an axis has to show.
package struct AxisExtremes: Sendable {
  /// True when the axis is logarithmic, so that values up to zero do not count.
  package let isLogarithmic: Bool
  /// The least value; infinite when there is none.
  package private(set) var low = Double.infinity
  /// The greatest value; minus infinity when there is none.
  package private(set) var high = -Double.infinity

  /// Creates the extremes of no values.
  package init(isLogarithmic: Bool) { self.isLogarithmic = isLogarithmic }

  /// Adds a value; one that is not finite does not count.
  package mutating func add(_ value: Double) {
    guard value.isFinite, value > 0 || !isLogarithmic else { return }
    low = min(low, value)
    high = max(high, value)
  }

  /// Adds the values of points.
  ///
  /// - Parameter part: The part of the horizontal axis whose points count; nil for all of it.
  package mutating func add(_ points: [(x: Double, y: Double)], within part: AxisScale?) {
    guard let part else {
      for point in points { add(point.y) }
      return
    }
    for point in points where part.contains(point.x) { add(point.y) }
  }
}
