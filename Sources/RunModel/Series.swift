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

  /// The points but the newest ones.
  private var settled: [SeriesPoint] = []
  /// The newest points, all that has to be moved when a series that has copies grows.
  private var recent: [SeriesPoint] = []
  /// Summaries of every `blockLength` of the settled points.
  private var blocks: [ColumnSummary] = []
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
    settled = points
    self.means = means
    self.counts = counts
    self.lead = lead
  }

  /// The number of points above which they are thinned: no screen has as many columns.
  static let limit = 32_768
  /// The greatest number of newest points.
  private static let recentLimit = 256
  private static let blockLength = 32

  /// Adds a point at the end.
  ///
  /// A very long series keeps the smallest and the largest of every four points, so that no spike
  /// and no best value is lost; the newest quarter stays whole.
  ///
  /// - Complexity: O(1), amortised.
  public mutating func append(x: Double, y: Double) {
    recent.append(SeriesPoint(x: x, y: y))
    if count > Self.limit { thin() }
    if recent.count >= Self.recentLimit { settle() }
  }

  /// Adds a point at the end, or replaces the last one at the same x.
  ///
  /// - Complexity: O(1), amortised.
  public mutating func set(x: Double, y: Double) {
    if lastPoint?.x == x { keep(count - 1) }
    append(x: x, y: y)
  }

  /// Adds a point at its place, or replaces the one at the same x.
  ///
  /// - Complexity: O(1), amortised, at the end; elsewhere O(points behind it).
  public mutating func insert(x: Double, y: Double) {
    var later: [SeriesPoint] = []
    var kept = count
    while kept > 0, self[kept - 1].x >= x {
      kept -= 1
      if self[kept].x > x { later.append(self[kept]) }
    }
    if kept < count { keep(kept) }
    append(x: x, y: y)
    for point in later.reversed() { append(x: point.x, y: point.y) }
  }

  /// Removes all points but the first ones.
  private mutating func keep(_ kept: Int) {
    recent.removeLast(min(recent.count, count - kept))
    settled.removeLast(settled.count - min(settled.count, kept))
    blocks.removeLast(blocks.count - min(blocks.count, settled.count / Self.blockLength))
  }

  /// Makes all points settled ones.
  private mutating func settle() {
    settled += recent
    recent = []
    for block in blocks.count..<settled.count / Self.blockLength {
      blocks.append(summary(of: block * Self.blockLength..<(block + 1) * Self.blockLength))
    }
  }

  private mutating func thin() {
    let points = points
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
    (settled, recent, blocks) = (kept + points[old...], [], [])
    settle()
  }

  /// Removes the points beyond an x.
  ///
  /// - Complexity: O(removed points).
  public mutating func cut(after x: Double) {
    var kept = count
    while kept > 0, self[kept - 1].x > x { kept -= 1 }
    if kept < count { keep(kept) }
  }

  /// Moves each point to another x; their order must stay.
  mutating func move(_ x: (Double) -> Double) {
    for index in settled.indices { settled[index].x = x(settled[index].x) }
    for index in recent.indices { recent[index].x = x(recent[index].x) }
    means = means?.map { SeriesPoint(x: x($0.x), y: $0.y) }
  }

  /// The best finite point, in a part of the axis if one is given; the first of equals.
  ///
  /// - Complexity: O(n).
  public func best(_ direction: Direction, in part: ClosedRange<Double>? = nil) -> SeriesPoint? {
    var best: SeriesPoint?
    for point in points where point.y.isFinite && part?.contains(point.x) != false {
      if let known = best, !direction.isBetter(point.y, than: known.y) { continue }
      best = point
    }
    return best
  }
}

// MARK: Points

extension Series {
  /// The points, which are thinned out in a long run.
  ///
  /// - Complexity: O(n) for a series of more than 256 points that has grown; else O(1).
  public var points: [SeriesPoint] {
    settled.isEmpty ? recent : recent.isEmpty ? settled : settled + recent
  }

  /// The number of points.
  public var count: Int { settled.count + recent.count }
  /// True without points.
  public var isEmpty: Bool { settled.isEmpty && recent.isEmpty }
  /// The first point; nil for none.
  public var firstPoint: SeriesPoint? { settled.first ?? recent.first }
  /// The last point; nil for none.
  public var lastPoint: SeriesPoint? { recent.last ?? settled.last }
  /// The last value.
  public var last: Double? { lastPoint?.y }

  /// The point with an index, from 0.
  package subscript(index: Int) -> SeriesPoint {
    index < settled.count ? settled[index] : recent[index - settled.count]
  }

  /// The first point whose x passes a test that all later ones pass, too; nil for none.
  ///
  /// - Complexity: O(log index).
  package func firstPoint(beyond isBeyond: (Double) -> Bool) -> SeriesPoint? {
    let index = (0..<count).firstBeyond(from: 0) { isBeyond(self[$0].x) }
    return index < count ? self[index] : nil
  }

  /// The last point up to an x; nil before the first.
  ///
  /// - Complexity: O(log n).
  package func lastPoint(upTo x: Double) -> SeriesPoint? {
    let end = (0..<count).firstBeyond { self[$0].x > x }
    return end > 0 ? self[end - 1] : nil
  }

  /// The series with its points in one piece, for those who read them often.
  var joined: Series {
    var series = self
    (series.settled, series.recent) = (points, [])
    return series
  }

  /// The summary of a stretch.
  ///
  /// - Complexity: O(points / 32 + 32).
  func summary(of range: Range<Int>) -> ColumnSummary {
    var summary = ColumnSummary()
    let first = (range.lowerBound + Self.blockLength - 1) / Self.blockLength
    let last = min(range.upperBound / Self.blockLength, blocks.count)
    guard first < last else {
      add(range, to: &summary)
      return summary
    }
    add(range.lowerBound..<first * Self.blockLength, to: &summary)
    for block in blocks[first..<last] { summary.add(block) }
    add(last * Self.blockLength..<range.upperBound, to: &summary)
    return summary
  }

  private func add(_ range: Range<Int>, to summary: inout ColumnSummary) {
    let end = settled.count
    for index in range.clamped(to: 0..<end) { summary.add(settled[index].y, at: index) }
    for index in range.clamped(to: end..<max(end, range.upperBound)) {
      summary.add(recent[index - end].y, at: index)
    }
  }

  public static func == (left: Series, right: Series) -> Bool {
    left.points == right.points && left.means == right.means && left.counts == right.counts
      && left.lead == right.lead
  }
}
