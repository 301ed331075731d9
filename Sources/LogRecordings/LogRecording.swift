public import CurveStore
internal import OrderedCollections
public import Recordings
public import RunModel

/// A recording of a run of a log, with every point counted.
///
/// A resumed log continues from where it goes back to; of epochs that were trained again the later
/// attempt is shown.
public struct LogRecording: RunRecording {
  public let name: String
  public let isLive: Bool
  public private(set) var isTimed = false
  public private(set) var length = 0.0
  public private(set) var epochEnds: [Double] = []
  public private(set) var recorded: [RecordedEpoch] = []
  public private(set) var axes: [RunAxis] = []
  let allSeries: [RecordedSeries]
  private let recordedSummaries: [RecordedSummaries]
  /// One series for each distinct set of coordinates, which show how far the run had come.
  private let guides: [RecordedSeries]
  private let curves: [Curve]
  private let rateName: String?
  /// The number of parameter groups with that rate.
  private let rateGroups: Int
  let attempts: RecordedAttempts
  /// The number of epochs that the log announces; 0 when it does not.
  private let plannedEpochs: Int
  /// Seconds of the recording by the distance that the run had covered.
  private let clock: MonotoneTable
  private let judgedMarks: JudgedMarks
  private let startTime: Double?

  /// Creates the recordings of a log's runs, with training and validation parts combined.
  ///
  /// - Parameters:
  ///   - title: The name of a run that has none.
  ///   - isLive: True while the log may still be written.
  /// - Complexity: O(runs · series + epochs).
  public static func recordings(_ contents: LogContents, title: String, isLive: Bool)
    -> [LogRecording]
  {
    var order: [String] = []
    var groups: [String: [LogRun]] = [:]
    let parts: Set<String> = ["train", "validation", "val", "eval", "test"]
    for run in contents.runs
    where !run.summaries.isEmpty || run.series.contains(where: { !$0.points.isEmpty }) {
      let path = run.name.split(separator: "/")
      let isPart = path.last.map { parts.contains(String($0)) } ?? false
      let key = isPart ? path.dropLast().joined(separator: "/") : run.name
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(run)
    }
    return order.map { key in
      let name = key.isEmpty ? title : order.count > 1 ? key : "\(title)/\(key)"
      return LogRecording(name, groups[key] ?? [], of: contents, isLive: isLive)
    }
  }

  private init(_ name: String, _ runs: [LogRun], of contents: LogContents, isLive: Bool) {
    self.name = name
    self.isLive = isLive
    let common = CommonAxes(runs)
    startTime = common.start
    axes = common.axes
    let main = axes.first ?? .step
    // Without numbers, the other values tell how far the run has come.
    let isBare = common.allSeries.isEmpty
    let attempts = RecordedAttempts(
      isBare ? common.summaries.map(\.coordinates) : common.allSeries, on: main)
    self.attempts = attempts
    allSeries = common.allSeries.map { series in
      var series = series
      series.divide(among: attempts.attempts, on: main)
      return series
    }
    recordedSummaries = common.summaries.map { summaries in
      var summaries = summaries
      summaries.coordinates.divide(among: attempts.attempts, on: main)
      return summaries
    }
    let timeline = isBare ? recordedSummaries.map(\.coordinates) : allSeries
    guides = Self.guides(timeline)
    let found = CurvePairs(allSeries.map { PairableSeries(name: $0.name, $0.source) })
    let groups = RateGroups(allSeries, found)
    (curves, rateGroups, rateName) = (groups.curves, groups.count, found.learningRate)
    let times = RecordingClock(timeline, attempts, on: main, start: startTime)
    clock = times.table
    isTimed = times.isTimed
    length = clock.lastY
    judgedMarks = JudgedMarks(
      RecordingMark.marks(
        runs, allSeries: allSeries, curves: curves, learningRate: rateName, attempts: attempts,
        common: common, on: main),
      allSeries: allSeries, curves: curves, attempts: attempts, on: main)
    // A series of so many points counts steps, whatever it calls them.
    let alone = LogContents(
      format: contents.format,
      runs: runs.map { run in
        var run = run
        run.series.removeAll { $0.points.count > EpochForm.mostEpochs }
        return run
      })
    // There are no epochs on another axis.
    plannedEpochs = main == .epoch ? runs.compactMap(\.plannedEpochs).max() ?? 0 : 0
    recorded = main == .epoch ? (try? RecordedLog(alone, path: ""))?.epochs ?? [] : []
    epochEnds = recorded.map { clock.value(at: attempts.distance(Double($0.epoch + 1))) }
  }

  /// The greatest number of guides, since each epoch is looked up in all of them.
  private static let mostGuides = 256

  /// One series for each distinct set of coordinates, the longest ones where there are very many.
  ///
  /// - Complexity: O(series).
  private static func guides(_ allSeries: [RecordedSeries]) -> [RecordedSeries] {
    var found: [RecordedSeries.Extent: [RecordedSeries]] = [:]
    var guides: [RecordedSeries] = []
    for series in allSeries
    where !(found[series.extent]?.contains(where: series.hasCoordinates) ?? false) {
      // Series with the same ends are compared with a limited number of others.
      if found[series.extent, default: []].count < mostGuides {
        found[series.extent, default: []].append(series)
      }
      guides.append(series)
    }
    guard guides.count > mostGuides else { return guides }
    // The series that come furthest determine the end of the run.
    let order = guides.sorted {
      ($0.extent.count, $0.extent.last) > ($1.extent.count, $1.extent.last)
    }
    return Array(order.prefix(mostGuides))
  }

  public var markMoments: [Double] { recordedMarks(judging: nil).moments }

  public func marks(judging title: String) -> RecordedMarks? { recordedMarks(judging: title) }

  private func recordedMarks(judging title: String?) -> RecordedMarks {
    let marks = judgedMarks.marks(judging: title)
    return RecordedMarks(
      marks.compactMap { mark in
        mark.kind.map { EventMark(x: mark.x, kind: $0, text: mark.text) }
      }, at: marks.lazy.filter { $0.kind != nil }.map { clock.value(at: $0.distance) })
  }

  var main: RunAxis { axes.first ?? .step }

  public func history(at moment: Double, _ query: RecordingQuery) -> RunHistory {
    let distance = moment >= length ? attempts.length : clock.x(of: moment)
    let (attempt, limit) = attempts.x(at: distance)
    var steps: OrderedDictionary<String, Series> = [:]
    var ends: OrderedDictionary<String, Series> = [:]
    var rates = Series()
    var columnParts = ColumnParts(query)
    for series in allSeries {
      let isRate = series.name == rateName
      if let names = query.names, !names.contains(series.name), !isRate { continue }
      let ranges = ranges(of: series, attempt, limit, moment, query)
      let shown = series.curve(
        ranges, on: query.axis, columns: query.columns,
        parts: columnParts.parts(of: series, ranges),
        lead: ranges.first.map { series.lead(query.lead, before: $0.lowerBound) } ?? 0..<0)
      if shown.points.isEmpty { continue }
      if isRate {
        rates = shown
      } else if series.isOfEpochs {
        ends[series.name] = shown
      } else {
        steps[series.name] = shown
      }
    }
    let pastMarks = judgedMarks.marks(judging: query.judged).prefix { $0.distance <= distance }
    let ended = epochEnds.prefix { $0 <= moment }.count
    let scale = scale(to: query.axis)
    var history = RunHistory(
      name: name, axis: query.axis, reach: x(at: moment, on: query.axis), curves: curves,
      stepSeries: steps, epochSeries: ends, learningRates: rates,
      epochs: recorded.prefix(ended).map {
        EpochSummary(epoch: $0.epoch, logs: $0.logs, learningRate: 0, seconds: 0, callbacks: [])
      },
      marks: pastMarks.compactMap { mark in
        mark.kind.map { EventMark(x: scale(mark.x), kind: $0, text: mark.text) }
      },
      entries: pastMarks.map { mark in
        RunHistory.Entry(
          time: (startTime ?? 0) + clock.value(at: mark.distance), x: scale(mark.x),
          mark: mark.kind, text: mark.text)
      },
      plannedEpochs: plannedEpochs > 0 ? max(plannedEpochs, recorded.count) : 0,
      startTime: startTime ?? 0,
      lastTime: (startTime ?? 0) + moment)
    history.rateGroups = rateGroups
    history.lost = lost(before: attempt, query)
    return history
  }

  /// The points of a series that are shown when the run was at an x of an attempt.
  private func ranges(
    of series: RecordedSeries, _ attempt: Int, _ limit: Double, _ moment: Double,
    _ query: RecordingQuery
  ) -> [Range<Int>] {
    (0...max(0, attempt)).compactMap { number in
      var range = series.attempt(number)
      guard let first = range.first else { return nil }
      let hasX = series.x(first, on: main) != nil
      if number < attempt {
        // Epochs that a later attempt trains again are shown from that attempt.
        if hasX, let low = attempts.kept(of: number, when: attempt) {
          range = series.part(of: range, upTo: low, on: main)
        }
      } else if hasX {
        range = series.part(of: range, upTo: limit, on: main)
      } else {
        let share = length > 0 ? min(1, moment / length) : 1
        range = range.lowerBound..<range.lowerBound + Int(share * Double(range.count))
      }
      if let window = query.window, !range.isEmpty, series.x(first, on: query.axis) != nil {
        range = series.part(of: range, from: window.lowerBound, on: query.axis)
        let end = series.part(of: range, upTo: window.upperBound, on: query.axis).upperBound
        range = range.lowerBound..<min(range.upperBound, end + 1)
      }
      return range.isEmpty ? nil : range
    }
  }

  public var summaries: [SummaryName] { recordedSummaries.map(\.name) }

  public func summary(
    _ name: SummaryName, at moment: Double, _ query: RecordingQuery
  ) -> SummaryReading? {
    guard let found = recordedSummaries.first(where: { $0.name == name }) else { return nil }
    let distance = moment >= length ? attempts.length : clock.x(of: moment)
    let (attempt, limit) = attempts.x(at: distance)
    func ranges(in window: ClosedRange<Double>?) -> [Range<Int>] {
      var query = query
      query.window = window
      return self.ranges(of: found.coordinates, attempt, limit, moment, query)
    }
    return found.reading(
      upTo: ranges(in: nil), shown: query.window.map(ranges), on: query.axis,
      columns: query.columns, query.axisColumns)
  }

  /// The conversion of x on the main axis to x on another axis.
  func scale(to axis: RunAxis) -> (Double) -> Double {
    if axis == main { return { $0 } }
    return { [self] in x(at: clock.value(at: attempts.distance($0)), on: axis) }
  }

  public func x(at moment: Double, on axis: RunAxis) -> Double {
    let distance = moment >= length ? attempts.length : clock.x(of: moment)
    let (attempt, limit) = attempts.x(at: distance)
    if axis == main { return limit }
    // The x that the furthest series had reached.
    var reach: Double?
    for series in guides {
      let range = series.part(of: series.attempt(attempt), upTo: limit, on: main)
      guard let last = range.last, series.x(last, on: main) != nil,
        let x = series.x(last, on: axis)
      else { continue }
      reach = max(reach ?? x, x)
    }
    if axis == .wall, reach == nil { return (startTime ?? 0) + moment }
    return reach
      ?? (axis == .time ? moment : guides.compactMap { $0.firstX(on: axis) }.min() ?? 0)
  }

  public func firstPositiveX(on axis: RunAxis) -> Double? {
    guides.compactMap { series in
      (0..<series.attemptCount).compactMap { series.firstPositiveX(in: $0, on: axis) }.min()
    }.min()
  }

  public func moment(at x: Double, on axis: RunAxis) -> Double {
    if axis == main { return clock.value(at: attempts.distance(x)) }
    var (low, high) = (0.0, length)
    for _ in 0..<50 where high - low > length * 1e-9 {
      let middle = (low + high) / 2
      if self.x(at: middle, on: axis) < x { low = middle } else { high = middle }
    }
    return high
  }
}
