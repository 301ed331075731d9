public import CurveStore
internal import OrderedCollections
public import Recordings
public import RunModel

/// A run of a log at any of its moments, with every point counted.
///
/// A log that was resumed goes on where it goes back to; of what was trained again the later attempt is shown.
public struct LogRecording: RunRecording {
  public let name: String
  public let isLive: Bool
  public private(set) var isTimed = false
  public private(set) var length = 0.0
  public private(set) var epochEnds: [Double] = []
  public private(set) var recorded: [RecordedEpoch] = []
  public private(set) var axes: [RunAxis] = []
  private let tracks: [RecordedCurve]
  /// Those that no other one lies like: what tells how far the run had come.
  private let guides: [RecordedCurve]
  private let curves: [Curve]
  private let rateTrack: String?
  private let attempts: RecordedAttempts
  /// Seconds of the recording by how far the run had come.
  private let clock: MonotoneTable
  private let marks: [RecordingMark]
  private let startTime: Double?

  /// The runs of a log, each with its training and validation part as one.
  ///
  /// - Parameters:
  ///   - title: a name for a run that has none.
  ///   - isLive: whether somebody may still be writing it.
  /// - Complexity: O(runs · series + epochs).
  public static func recordings(_ contents: LogContents, title: String, isLive: Bool)
    -> [LogRecording]
  {
    var order: [String] = []
    var groups: [String: [LogRun]] = [:]
    let parts: Set<String> = ["train", "validation", "val", "eval", "test"]
    for run in contents.runs where run.series.contains(where: { !$0.points.isEmpty }) {
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
    let attempts = RecordedAttempts(common.tracks, on: main)
    self.attempts = attempts
    tracks = common.tracks.map { track in
      var track = track
      track.divide(among: attempts.attempts, on: main)
      return track
    }
    guides = Self.guides(tracks)
    let found = CurvePairs(tracks)
    (curves, rateTrack) = (found.curves, found.learningRate)
    let times = RecordingClock(tracks, attempts, on: main, start: startTime)
    clock = times.table
    isTimed = times.isTimed
    length = clock.lastY
    marks = RecordingMark.marks(
      runs, tracks: tracks, curves: curves, learningRate: rateTrack, attempts: attempts,
      common: common, on: main)
    // A curve of so many points is one of steps, whatever it calls them.
    let alone = LogContents(
      format: contents.format,
      runs: runs.map { run in
        var run = run
        run.series.removeAll { $0.points.count > EpochForm.mostEpochs }
        return run
      })
    recorded = (try? RecordedLog(alone, path: ""))?.epochs ?? []
    // On another axis than that of epochs there are none to go by.
    if main != .epoch { recorded = [] }
    epochEnds = recorded.map { clock.value(at: attempts.distance(Double($0.epoch + 1))) }
  }

  /// Curves that are asked how far the run had come, at most: each epoch is looked up in all of them.
  private static let mostGuides = 256

  /// The curves that no other one lies like, the longest where they are very many.
  ///
  /// - Complexity: O(tracks).
  private static func guides(_ tracks: [RecordedCurve]) -> [RecordedCurve] {
    var found: [RecordedCurve.Extent: [RecordedCurve]] = [:]
    var guides: [RecordedCurve] = []
    for track in tracks where !(found[track.extent]?.contains(where: track.hasCoordinates) ?? false)
    {
      // Curves that lie differently between the same ends are compared with some of them.
      if found[track.extent, default: []].count < mostGuides {
        found[track.extent, default: []].append(track)
      }
      guides.append(track)
    }
    guard guides.count > mostGuides else { return guides }
    // Those that come furthest say where the run ends.
    let order = guides.sorted {
      ($0.extent.count, $0.extent.last) > ($1.extent.count, $1.extent.last)
    }
    return Array(order.prefix(mostGuides))
  }

  public var markMoments: [Double] {
    marks.lazy.filter { $0.kind != nil }.map { clock.value(at: $0.distance) }
  }

  private var main: RunAxis { axes.first ?? .step }

  public func history(at moment: Double, _ query: RecordingQuery) -> RunHistory {
    let distance = moment >= length ? attempts.length : clock.x(of: moment)
    let (attempt, limit) = attempts.x(at: distance)
    var steps: OrderedDictionary<String, Series> = [:]
    var ends: OrderedDictionary<String, Series> = [:]
    var rates = Series()
    for track in tracks {
      let isRate = track.name == rateTrack
      if let names = query.names, !names.contains(track.name), !isRate { continue }
      let series = track.curve(
        ranges(of: track, attempt, limit, moment, query), on: query.axis, columns: query.columns)
      if series.points.isEmpty { continue }
      if isRate {
        rates = series
      } else if track.isOfEpochs {
        ends[track.name] = series
      } else {
        steps[track.name] = series
      }
    }
    let shown = marks.prefix { $0.distance <= distance }
    let ended = epochEnds.prefix { $0 <= moment }.count
    let scale = scale(to: query.axis)
    return RunHistory(
      name: name, axis: query.axis, reach: x(at: moment, on: query.axis), curves: curves,
      stepSeries: steps, epochSeries: ends, learningRates: rates,
      epochs: recorded.prefix(ended).map {
        EpochSummary(epoch: $0.epoch, logs: $0.logs, learningRate: 0, seconds: 0, callbacks: [])
      },
      marks: shown.compactMap { mark in
        mark.kind.map { EventMark(x: scale(mark.x), kind: $0, text: mark.text) }
      },
      entries: shown.map { mark in
        RunHistory.Entry(
          time: (startTime ?? 0) + clock.value(at: mark.distance), x: scale(mark.x),
          mark: mark.kind, text: mark.text)
      },
      plannedEpochs: recorded.count, startTime: startTime ?? 0,
      lastTime: (startTime ?? 0) + moment)
  }

  /// The points of a curve that are shown when the run was at an x of an attempt.
  private func ranges(
    of track: RecordedCurve, _ attempt: Int, _ limit: Double, _ moment: Double,
    _ query: RecordingQuery
  ) -> [Range<Int>] {
    (0...max(0, attempt)).compactMap { number in
      var range = track.attempt(number)
      guard let first = range.first else { return nil }
      let hasX = track.x(first, on: main) != nil
      if number < attempt {
        // What the next attempt trains again is its own.
        if hasX, let low = attempts.kept(of: number, when: attempt) {
          range = track.part(of: range, upTo: low, on: main)
        }
      } else if hasX {
        range = track.part(of: range, upTo: limit, on: main)
      } else {
        let share = length > 0 ? min(1, moment / length) : 1
        range = range.lowerBound..<range.lowerBound + Int(share * Double(range.count))
      }
      if let window = query.window, !range.isEmpty, track.x(first, on: query.axis) != nil {
        range = track.part(of: range, from: window.lowerBound, on: query.axis)
        let end = track.part(of: range, upTo: window.upperBound, on: query.axis).upperBound
        range = range.lowerBound..<min(range.upperBound, end + 1)
      }
      return range.isEmpty ? nil : range
    }
  }

  /// From x on the main axis to x on another one.
  private func scale(to axis: RunAxis) -> (Double) -> Double {
    if axis == main { return { $0 } }
    return { [self] in x(at: clock.value(at: attempts.distance($0)), on: axis) }
  }

  public func x(at moment: Double, on axis: RunAxis) -> Double {
    let distance = moment >= length ? attempts.length : clock.x(of: moment)
    let (attempt, limit) = attempts.x(at: distance)
    if axis == main { return limit }
    // What the furthest curve had reached there.
    var reach: Double?
    for track in guides {
      let range = track.part(of: track.attempt(attempt), upTo: limit, on: main)
      guard let last = range.last, track.x(last, on: main) != nil,
        let x = track.x(last, on: axis)
      else { continue }
      reach = max(reach ?? x, x)
    }
    return reach
      ?? (axis == .time ? moment : guides.compactMap { $0.firstX(on: axis) }.min() ?? 0)
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
