/// One point of a curve.
public struct SeriesPoint: Equatable, Sendable {
  /// The position in epochs: 2.5 is the middle of the third epoch.
  public var x: Double
  /// The value; it may be NaN or infinite.
  public var y: Double

  /// Creates a point of a curve.
  public init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }
}

/// The points of a metric over the run, in the order they were reported.
public struct Series: Equatable, Sendable {
  /// The mean of a stretch of a curve.
  public struct Stretch: Equatable, Sendable {
    /// The mean of the finite values.
    public var mean: Double
    /// The number of finite values.
    public var count: Int

    /// Creates a stretch.
    public init(mean: Double, count: Int) { (self.mean, self.count) = (mean, count) }
  }

  /// The points, which are thinned out in a long run.
  public private(set) var points: [SeriesPoint] = []
  /// The means of stretches where the points are the extremes of each; otherwise nil.
  public private(set) var means: [SeriesPoint]?
  /// The number of values in each of the means; empty without means.
  public private(set) var counts: [Int] = []
  /// The stretches before the points, from which a moving average starts; empty for none.
  public private(set) var lead: [Stretch] = []

  /// Creates an empty series.
  public init() {}

  /// Creates a series of points, which are not thinned; `x` must not decrease.
  ///
  /// - Parameters:
  ///   - means: The means of stretches of a longer curve whose extremes the points are; nil for
  ///     plain points.
  ///   - counts: The number of values in each of the means.
  ///   - lead: The stretches before the points.
  public init(
    _ points: [SeriesPoint], means: [SeriesPoint]? = nil, counts: [Int] = [], lead: [Stretch] = []
  ) {
    self.points = points
    self.means = means
    self.counts = counts
    self.lead = lead
  }

  /// The number of points above which they are thinned: no screen has as many columns.
  static let limit = 32_768

  /// Adds a point at the end.
  ///
  /// A very long series keeps the smallest and the largest of every four points, so that no spike
  /// and no best value is lost; the newest quarter stays whole.
  ///
  /// - Complexity: O(1), amortised.
  public mutating func append(x: Double, y: Double) {
    points.append(SeriesPoint(x: x, y: y))
    if points.count > Self.limit { thin() }
  }

  /// Adds a point at the end, or replaces the last one at the same x.
  ///
  /// - Complexity: O(1), amortised.
  public mutating func set(x: Double, y: Double) {
    if points.last?.x == x { points.removeLast() }
    append(x: x, y: y)
  }

  private mutating func thin() {
    let old = points.count * 3 / 4 / 4 * 4
    var kept: [SeriesPoint] = []
    kept.reserveCapacity(points.count)
    for start in stride(from: 0, to: old, by: 4) {
      let group = start..<start + 4
      let finite = group.filter { points[$0].y.isFinite }
      var chosen = [
        finite.min { points[$0].y < points[$1].y }, finite.max { points[$0].y < points[$1].y },
        // A value that is not finite is a gap in the curve, which must stay.
        group.first { !points[$0].y.isFinite },
      ].compactMap(\.self)
      chosen.sort()
      for (index, point) in chosen.enumerated() where index == 0 || point != chosen[index - 1] {
        kept.append(points[point])
      }
    }
    points = kept + points[old...]
  }

  /// Removes the points beyond an x.
  ///
  /// - Complexity: O(removed points).
  public mutating func cut(after x: Double) {
    while let last = points.last, last.x > x { points.removeLast() }
  }

  /// Moves each point to another x; their order must stay.
  mutating func move(_ x: (Double) -> Double) {
    for index in points.indices { points[index].x = x(points[index].x) }
    means = means?.map { SeriesPoint(x: x($0.x), y: $0.y) }
  }

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
