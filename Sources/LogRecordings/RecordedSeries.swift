internal import CurveStore
internal import Recordings
internal import RunModel

/// A series of a log on the axes of its run.
struct RecordedSeries: Sendable {
  /// The name in the run.
  let name: String
  /// The series in the log.
  let source: LogSeries
  /// The way it counts epochs.
  let form: EpochForm
  /// The number of the first epoch, for whole epochs.
  private let epochBase: Double
  private let steps: MonotoneTable
  private let times: MonotoneTable
  private let start: Double?
  /// Batches by time, where its own steps are not batches; else nil.
  private let batches: MonotoneTable?
  /// The index at which each attempt of the run starts, and the number of points.
  private var bounds: [Int]

  /// Creates a series.
  ///
  /// - Parameters:
  ///   - form: The way it counts epochs.
  ///   - epochBase: The number of the first epoch.
  ///   - steps: Epochs by steps, from points that have both.
  ///   - times: Epochs by time, from points that have both.
  ///   - start: The start of the run, in seconds since 1970.
  ///   - batches: Batches by time, where its own steps are not batches; else nil.
  init(
    name: String, source: LogSeries, form: EpochForm, epochBase: Double, steps: MonotoneTable,
    times: MonotoneTable, start: Double?, batches: MonotoneTable?
  ) {
    self.name = name
    self.source = source
    self.form = form
    self.epochBase = epochBase
    self.steps = steps
    self.times = times
    self.start = start
    self.batches = batches
    bounds = source.segments + [source.points.count]
  }

  /// The number of attempts.
  var attemptCount: Int { bounds.count - 1 }

  /// Divides the points among the attempts of the run, not all of which are visible in the series:
  /// what is logged rarely, or for the first time after a resume, never goes back.
  ///
  /// A point belongs to the last attempt that started before it.
  ///
  /// - Complexity: O(attempts · log points).
  mutating func divide(among attempts: [RecordedAttempts.Attempt], on axis: RunAxis) {
    let own = source.segments.indices.map { attempt($0) }
    if own.count > attempts.count {
      // Two series share a name: only the last can be shown without a zigzag.
      bounds = Array(bounds.suffix(attempts.count + 1))
    }
    guard !own.isEmpty, own.count < attempts.count else { return }
    var divided: [Int] = []
    for (number, range) in own.enumerated() {
      var start = range.lowerBound
      divided.append(start)
      // Each following attempt of the series needs one of the run.
      while divided.count + own.count - number - 1 < attempts.count {
        let end = part(of: start..<range.upperBound, upTo: attempts[divided.count].low, on: axis)
        // The part before the next attempt stays; without x everything belongs to the last attempt.
        start = end.upperBound
        if start == range.upperBound, number + 1 < own.count { break }
        divided.append(start)
      }
    }
    while divided.count < attempts.count { divided.append(source.points.count) }
    bounds = divided + [source.points.count]
  }

  /// The number of points and the ends of a series, equal for series with the same coordinates.
  struct Extent: Hashable {
    var count: Int
    var first: Double
    var last: Double
  }

  /// The number of points and the ends.
  var extent: Extent {
    let points = source.points
    func x(_ index: Int) -> Double {
      points.isEmpty ? 0 : points.epoch(at: index) ?? points.step(at: index).map(Double.init) ?? 0
    }
    return Extent(
      count: points.count, first: x(0), last: x(max(0, points.count - 1)))
  }

  /// Returns true when the points have the coordinates of another series of the same run, on every
  /// axis.
  ///
  /// - Complexity: O(points / 4096 + 4096).
  func hasCoordinates(of other: RecordedSeries) -> Bool {
    form == other.form && (batches == nil) == (other.batches == nil) && bounds == other.bounds
      && source.points.hasCoordinates(of: other.source.points)
  }

  /// True when the points are the results of epochs.
  var isOfEpochs: Bool { form == .ends }

  /// The x of a point; nil when the log does not determine it.
  func x(_ index: Int, on axis: RunAxis) -> Double? {
    let points = source.points
    switch axis {
    case .epoch:
      if let epoch = points.epoch(at: index) {
        switch form {
        case .ends: return epoch - epochBase + 1
        case .fractions: return epoch
        case .within:
          guard let step = points.step(at: index), !steps.isEmpty else {
            return epoch - epochBase + 1
          }
          return steps.value(at: Double(step))
        case .none: break
        }
      }
      if let step = points.step(at: index), !steps.isEmpty { return steps.value(at: Double(step)) }
      if let time = points.wallTime(at: index), !times.isEmpty { return times.value(at: time) }
      return nil
    case .step:
      if batches == nil, let step = points.step(at: index) { return Double(step) }
      if let batches, let time = points.wallTime(at: index) { return batches.value(at: time) }
      // A point with only an epoch lies where other series show the end of the epoch.
      guard !steps.isEmpty, let epoch = x(index, on: .epoch) else { return nil }
      return steps.x(of: epoch)
    case .time:
      guard let start, let time = points.wallTime(at: index) else { return nil }
      return max(0, time - start)
    case .wall: return points.wallTime(at: index)
    }
  }

  /// The x of the first point.
  func firstX(on axis: RunAxis) -> Double? {
    source.points.isEmpty ? nil : x(0, on: axis)
  }

  /// The indices of the points of an attempt.
  func attempt(_ number: Int) -> Range<Int> {
    guard number >= 0, number + 1 < bounds.count else { return 0..<0 }
    return bounds[number]..<bounds[number + 1]
  }

  /// The points of an attempt up to an x: those before the first one beyond it.
  ///
  /// Within an attempt x does not fall.
  ///
  /// - Complexity: O(log points).
  func part(of range: Range<Int>, upTo limit: Double, on axis: RunAxis) -> Range<Int> {
    range.lowerBound..<firstIndex(in: range, on: axis) { $0 > limit }
  }

  /// The points from an x on, and the one before, so that a line enters from the edge.
  func part(of range: Range<Int>, from start: Double, on axis: RunAxis) -> Range<Int> {
    let first = firstIndex(in: range, on: axis) { $0 >= start }
    return max(range.lowerBound, first - 1)..<range.upperBound
  }

  /// The first x above 0 of an attempt; nil when there is none.
  func firstPositiveX(in attempt: Int, on axis: RunAxis) -> Double? {
    let range = self.attempt(attempt)
    let index = firstIndex(in: range, on: axis) { $0 > 0 }
    return index < range.upperBound ? x(index, on: axis) : nil
  }

  private func firstIndex(
    in range: Range<Int>, on axis: RunAxis, where isBeyond: (Double) -> Bool
  ) -> Int {
    // A point without an x counts as the next one.
    range.firstBeyond { x($0, on: axis).map(isBeyond) ?? false }
  }

  /// Reduces points to a series for a number of columns: all points, or the least and the greatest
  /// value of each column, one that is not finite, and the last.
  ///
  /// - Parameters:
  ///   - parts: The points of each column; nil for equal parts.
  ///   - lead: The points before them that a moving average needs.
  /// - Complexity: O(min(points, columns)) besides the chunks.
  func curve(
    _ ranges: [Range<Int>], on axis: RunAxis, columns: Int, parts: [Range<Int>]? = nil,
    lead: Range<Int> = 0..<0
  ) -> Series {
    let all = source.points
    let count = ranges.reduce(0) { $0 + $1.count }
    if count <= columns * 4 {
      return Series(
        ranges.joined().compactMap { index in
          x(index, on: axis).map { SeriesPoint(x: $0, y: all.value(at: index)) }
        }, lead: stretches(lead))
    }
    var points: [SeriesPoint] = []
    var means: [SeriesPoint] = []
    points.reserveCapacity(columns * 3)
    means.reserveCapacity(columns + ranges.count)
    var counts: [Int] = []
    let envelopes =
      parts.map(all.envelopes)
      ?? ranges.flatMap { all.envelope($0, buckets: max(1, columns * $0.count / count)) }
    for part in envelopes {
      add(part, to: &points, on: axis)
      let middle = part.range.lowerBound + part.range.count / 2
      if let mean = part.mean, let x = x(middle, on: axis) {
        means.append(SeriesPoint(x: x, y: mean))
        counts.append(part.finite)
      }
    }
    // The last value is read from the curve.
    if let last = ranges.last(where: { !$0.isEmpty }).map({ $0.upperBound - 1 }),
      let x = x(last, on: axis), points.last?.x != x
    {
      points.append(SeriesPoint(x: x, y: all.value(at: last)))
    }
    return Series(points, means: means, counts: counts, lead: stretches(lead))
  }

  /// The number of parts of what lies before the points.
  private static let leadParts = 64

  private func stretches(_ lead: Range<Int>) -> [Series.Stretch] {
    source.points.envelope(lead, buckets: Self.leadParts).compactMap { part in
      part.mean.map { Series.Stretch(mean: $0, count: part.finite) }
    }
  }

  /// The points of an attempt before an index, at most a number of them.
  func lead(_ count: Int, before index: Int) -> Range<Int> {
    let own = (0..<attemptCount).lazy.map { attempt($0) }.first { $0.contains(index) }
    let start = own?.lowerBound ?? index
    return max(start, index - count)..<index
  }

  /// Adds the least and the greatest value of a part and its first one that is not finite, in the
  /// order of their indices.
  private func add(_ part: LogEnvelope, to points: inout [SeriesPoint], on axis: RunAxis) {
    func add(_ index: Int, _ value: Double) {
      if let x = x(index, on: axis) { points.append(SeriesPoint(x: x, y: value)) }
    }
    var gap = part.hasGap ? part.range.first { !source.points.value(at: $0).isFinite } : nil
    /// Adds the gap if it lies before an index.
    func addGap(before index: Int) {
      guard let found = gap, found < index else { return }
      add(found, source.points.value(at: found))
      gap = nil
    }
    if var low = part.least, var high = part.greatest {
      if high.index < low.index { swap(&low, &high) }
      addGap(before: low.index)
      add(low.index, low.value)
      addGap(before: high.index)
      if high.index > low.index { add(high.index, high.value) }
    }
    addGap(before: part.range.upperBound)
  }
}
