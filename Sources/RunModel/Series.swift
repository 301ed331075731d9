/// One point of a curve.
public struct SeriesPoint: Equatable, Sendable {
  /// Where, in epochs: 2.5 is the middle of the third epoch.
  public var x: Double
  /// The value; may be NaN or infinite.
  public var y: Double

  /// Makes a point.
  public init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }
}

/// A metric over the run, in the order it was reported.
public struct Series: Equatable, Sendable {
  /// The points.
  public private(set) var points: [SeriesPoint] = []

  /// An empty series.
  public init() {}

  /// Adds a point at the end.
  public mutating func append(x: Double, y: Double) { points.append(SeriesPoint(x: x, y: y)) }

  /// The last value.
  public var last: Double? { points.last?.y }

  /// The best finite point; the first of equals.
  ///
  /// - Complexity: O(n).
  public func best(_ direction: Direction) -> SeriesPoint? {
    var best: SeriesPoint?
    for point in points where point.y.isFinite {
      if let known = best, !direction.isBetter(point.y, than: known.y) { continue }
      best = point
    }
    return best
  }
}
