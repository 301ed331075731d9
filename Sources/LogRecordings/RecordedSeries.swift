internal import CurveStore
internal import Recordings
internal import RunModel

/// One curve of a log on the axes of its run.
struct RecordedCurve: Sendable {
  /// Its name in the run.
  let name: String
  let series: LogSeries
  /// How it counts epochs.
  let form: EpochForm
  /// What the first epoch is called, for whole epochs.
  private let epochBase: Double
  private let steps: MonotoneTable
  private let times: MonotoneTable
  private let start: Double?
  /// Batches by the time, where its own steps are no batches; else nil.
  private let batches: MonotoneTable?
  /// Where each attempt of the run begins in it, and where its points end.
  private var bounds: [Int]

  /// - Parameters:
  ///   - epochBase: what the first epoch is called.
  ///   - steps: epochs by steps, where some points have both.
  ///   - times: epochs by the time, where some points have both.
  ///   - start: when the run began, in seconds since 1970.
  ///   - batches: batches by the time, where its own steps are no batches; else nil.
  init(
    name: String, series: LogSeries, epochBase: Double, steps: MonotoneTable,
    times: MonotoneTable, start: Double?, batches: MonotoneTable?
  ) {
    self.name = name
    self.series = series
    self.epochBase = epochBase
    self.steps = steps
    self.times = times
    self.start = start
    self.batches = batches
    form = EpochForm(series)
    bounds = series.segments + [series.points.count]
  }

  /// The attempts of its own that can be told.
  var attemptCount: Int { bounds.count - 1 }

  /// Divides its points among the attempts of its run, of which it did not notice all: what is logged seldom, or
  /// for the first time after a resume, never goes back.
  ///
  /// A point belongs to the last attempt that has begun before it.
  ///
  /// - Complexity: O(attempts · log points).
  mutating func divide(among attempts: [RecordedAttempts.Attempt], on axis: RunAxis) {
    let own = series.segments.indices.map { attempt($0) }
    if own.count > attempts.count {
      // Two curves under one name: only the last of them can be shown without a zigzag.
      bounds = Array(bounds.suffix(attempts.count + 1))
    }
    guard !own.isEmpty, own.count < attempts.count else { return }
    var divided: [Int] = []
    for (number, range) in own.enumerated() {
      var start = range.lowerBound
      divided.append(start)
      // Each of its own attempts that follow needs one of the run's.
      while divided.count + own.count - number - 1 < attempts.count {
        let end = part(of: start..<range.upperBound, upTo: attempts[divided.count].low, on: axis)
        // What lies before the next attempt stays; without x all is of the last one.
        start = end.upperBound
        if start == range.upperBound, number + 1 < own.count { break }
        divided.append(start)
      }
    }
    while divided.count < attempts.count { divided.append(series.points.count) }
    bounds = divided + [series.points.count]
  }

  /// What curves that lie alike have in common.
  struct Extent: Hashable {
    var count: Int
    var first: Double
    var last: Double
  }

  var extent: Extent {
    let points = series.points
    func x(_ index: Int) -> Double {
      points.isEmpty ? 0 : points.epoch(at: index) ?? points.step(at: index).map(Double.init) ?? 0
    }
    return Extent(
      count: points.count, first: x(0), last: x(max(0, points.count - 1)))
  }

  /// Whether every point lies where that of another curve of the same run does, on every axis.
  ///
  /// - Complexity: O(points / 4096 + 4096).
  func hasCoordinates(of other: RecordedCurve) -> Bool {
    form == other.form && (batches == nil) == (other.batches == nil) && bounds == other.bounds
      && series.points.hasCoordinates(of: other.series.points)
  }

  /// Whether its points are the ends of epochs.
  var isOfEpochs: Bool { form == .ends }

  /// Where a point lies; nil when the log does not say it.
  func x(_ index: Int, on axis: RunAxis) -> Double? {
    let points = series.points
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
      // What has an epoch only lies where other curves say that the epoch ended.
      guard !steps.isEmpty, let epoch = x(index, on: .epoch) else { return nil }
      return steps.x(of: epoch)
    case .time:
      guard let start, let time = points.wallTime(at: index) else { return nil }
      return max(0, time - start)
    }
  }

  /// Where its first point lies.
  func firstX(on axis: RunAxis) -> Double? {
    series.points.isEmpty ? nil : x(0, on: axis)
  }

  /// The indices of the points of an attempt.
  func attempt(_ number: Int) -> Range<Int> {
    guard number >= 0, number + 1 < bounds.count else { return 0..<0 }
    return bounds[number]..<bounds[number + 1]
  }

  /// The points of an attempt up to an x: those before the first one that lies beyond.
  ///
  /// Within an attempt x does not fall.
  ///
  /// - Complexity: O(log points).
  func part(of range: Range<Int>, upTo limit: Double, on axis: RunAxis) -> Range<Int> {
    range.lowerBound..<firstIndex(in: range, on: axis) { $0 > limit }
  }

  /// The points of a stretch from an x on, and the one before, so that a curve comes in from the edge.
  func part(of range: Range<Int>, from start: Double, on axis: RunAxis) -> Range<Int> {
    let first = firstIndex(in: range, on: axis) { $0 >= start }
    return max(range.lowerBound, first - 1)..<range.upperBound
  }

  private func firstIndex(
    in range: Range<Int>, on axis: RunAxis, where isBeyond: (Double) -> Bool
  ) -> Int {
    // A point without an x counts as the one behind it.
    range.firstBeyond { x($0, on: axis).map(isBeyond) ?? false }
  }

  /// Some of its points as a curve for so many columns: all, or the least and the greatest of each column and
  /// what is no number.
  ///
  /// - Complexity: O(min(points, columns)) beside the curve's own chunks.
  func curve(_ ranges: [Range<Int>], on axis: RunAxis, columns: Int) -> Series {
    let all = series.points
    let count = ranges.reduce(0) { $0 + $1.count }
    if count <= columns * 4 {
      return Series(
        ranges.joined().compactMap { index in
          x(index, on: axis).map { SeriesPoint(x: $0, y: all.value(at: index)) }
        })
    }
    var points: [SeriesPoint] = []
    var means: [SeriesPoint] = []
    points.reserveCapacity(columns * 3)
    for range in ranges {
      for part in all.envelope(range, buckets: max(1, columns * range.count / count)) {
        var indices = [part.least?.index, part.greatest?.index].compactMap(\.self)
        if part.hasGap, let gap = part.range.first(where: { !all.value(at: $0).isFinite }) {
          indices.append(gap)
        }
        for index in Set(indices).sorted() {
          guard let x = x(index, on: axis) else { continue }
          points.append(SeriesPoint(x: x, y: all.value(at: index)))
        }
        let middle = part.range.lowerBound + part.range.count / 2
        if let mean = part.mean, let x = x(middle, on: axis) {
          means.append(SeriesPoint(x: x, y: mean))
        }
      }
    }
    return Series(points, means: means)
  }
}
