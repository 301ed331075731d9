import Cells
import Dashboard
import OrderedCollections
import Playbacks
import Recordings
import RunModel

/// A log of another tool, made of plain numbers: epochs of equal length with a loss and an accuracy.
struct LogFixture: RunRecording {
  var name: String
  /// The number of epochs.
  var count: Int
  /// Seconds per epoch.
  var seconds = 10.0
  /// Added to its accuracy.
  var advantage = 0.0
  var isTimed = true
  var isLive = false
  /// The tool's name for the accuracy on the validation data.
  var metric = "val_accuracy"
  /// The number of its first epoch.
  var firstNumber = 1
  /// The first x above 0 in epochs: within one where steps were logged.
  var firstX = 1.0
  /// True when the log tells the learning rate.
  var tellsRate = true
  /// The axes of the log, if not all.
  var counted: [RunAxis]?
  /// The epochs that the log says were planned; nil for as many as it has.
  var planned: Int?
  /// The axes on which the accuracy has no x.
  var untold: [RunAxis] = []

  var length: Double { Double(count) * seconds }
  var axes: [RunAxis] { counted ?? (isTimed ? [.epoch, .step, .time] : [.epoch]) }
  var epochEnds: [Double] { (1...max(1, count)).prefix(count).map { Double($0) * seconds } }
  var markMoments: [Double] { marks.map { $0.x * seconds } }
  var recorded: [RecordedEpoch] {
    (0..<count).map { epoch in
      RecordedEpoch(
        epoch: epoch, number: epoch + firstNumber,
        logs: [
          "loss": .number(loss(epoch)), "val_loss": .number(loss(epoch) + 0.1),
          metric: .number(accuracy(epoch)),
        ])
    }
  }

  private func loss(_ epoch: Int) -> Double { 0.3 + 2 / (1 + Double(epoch)) }

  /// Rises for eight epochs, then falls a little, and is best at the very end.
  private func accuracy(_ epoch: Int) -> Double {
    let rise = 0.9 - 0.5 / (1 + Double(min(epoch, 8)))
    return rise + advantage - (epoch > 8 ? 0.002 * Double(epoch - 8) : 0)
      + (epoch == 29 ? 0.08 : 0)
  }

  private var marks: [EventMark] {
    (0..<min(9, count)).map {
      EventMark(
        x: Double($0 + 1), kind: .best, text: "best \(metric) \(accuracy($0).metricWords)")
    }
  }

  private func unit(_ axis: RunAxis) -> Double {
    switch axis {
    case .epoch: 1
    case .step: 100
    case .time, .wall: seconds
    }
  }

  func x(at moment: Double, on axis: RunAxis) -> Double {
    max(0, min(length, moment)) / seconds * unit(axis)
  }

  func moment(at x: Double, on axis: RunAxis) -> Double {
    max(0, min(length, x / unit(axis) * seconds))
  }

  func firstPositiveX(on axis: RunAxis) -> Double? { firstX * unit(axis) }

  func history(at moment: Double, _ view: RecordingQuery) -> RunHistory {
    let x = max(0, min(length, moment)) / seconds
    let unit = unit(view.axis)
    let ended = recorded.prefix(Int(x))
    func series(_ name: String) -> Series {
      Series(
        ended.map { SeriesPoint(x: Double($0.epoch + 1) * unit, y: $0.logs[name] ?? .nan) })
    }
    let shown = marks.filter { $0.x <= x }.map {
      EventMark(x: $0.x * unit, kind: $0.kind, text: $0.text)
    }
    return RunHistory(
      name: name, axis: view.axis, reach: x * unit,
      curves: [
        Curve(title: "loss", kind: .loss, train: "loss", validation: "val_loss", direction: .min),
        Curve(title: metric, kind: .metric, validation: metric, direction: .max),
      ],
      stepSeries: [:],
      epochSeries: [
        "loss": series("loss"), "val_loss": series("val_loss"),
        metric: untold.contains(view.axis) ? Series() : series(metric),
      ],
      learningRates: Series(
        (tellsRate ? ended : []).map {
          SeriesPoint(x: Double($0.epoch + 1) * unit, y: $0.epoch < 15 ? 0.01 : 0.001)
        }),
      epochs: ended.map {
        EpochSummary(epoch: $0.epoch, logs: $0.logs, learningRate: 0, seconds: 0, callbacks: [])
      },
      marks: shown,
      entries: shown.map {
        .init(time: $0.x / unit * seconds, x: $0.x, mark: $0.kind, text: $0.text)
      },
      plannedEpochs: planned ?? count, startTime: 0, lastTime: moment)
  }
}

/// A screen that shows recordings and answers its own queries.
struct Projector {
  var recordings: [any RunRecording]
  var state: DashboardState

  init(_ recordings: [any RunRecording], origin: String = "Keras CSVLogger") {
    self.recordings = recordings
    let overviews = recordings.map { recording in
      var overview = Self.overview(of: recording)
      overview.origin = origin
      return overview
    }
    state = DashboardState(
      now: Fixtures.start,
      subject: .playback(Playback(overviews, isFollowing: overviews.first?.isLive ?? false)))
    answer()
  }

  /// A log of thirty epochs.
  init() { self.init([LogFixture(name: "cnn.csv", count: 30)]) }

  private static func overview(of recording: any RunRecording) -> RunOverview {
    RunOverview(recording)
  }

  var playback: Playback {
    state.playback ?? Playback([RunOverview(EventRecording(name: ""))], isFollowing: false)
  }
  var position: Double { playback.position }

  /// Presses keys one after the other and draws the screen before each.
  @discardableResult
  mutating func press(_ keys: Key...) -> [DashboardEffect] {
    var effects: [DashboardEffect] = []
    for key in keys {
      effects += state.reduce(.key(key))
      answer()
    }
    return effects
  }

  /// Types a text.
  @discardableResult
  mutating func type(_ text: String) -> [DashboardEffect] {
    var effects: [DashboardEffect] = []
    for scalar in text.unicodeScalars {
      effects += press(scalar == "\n" ? .enter : .character(scalar))
    }
    return effects
  }

  /// Advances the clock in tenths of a second.
  mutating func wait(_ seconds: Double) {
    for _ in 0..<Int((seconds * 10).rounded()) {
      _ = state.reduce(.tick(state.now + 0.1))
      answer()
    }
  }

  /// Replaces the recordings, as when a log has changed.
  mutating func replace(_ recordings: [any RunRecording], isSteerable: Bool = false) {
    self.recordings = recordings
    let overviews = recordings.map { recording in
      var overview = Self.overview(of: recording)
      overview.isSteerable = isSteerable
      return overview
    }
    _ = state.reduce(.overviews(overviews))
    answer()
  }

  private mutating func answer() {
    guard let query = state.query(columns: 120) else { return }
    let recording = recordings[query.chosen]
    let x = recording.x(at: query.position, on: query.part.axis)
    var others: [Int: RunHistory] = [:]
    for (number, other) in recordings.enumerated()
    where query.includesOthers && number != query.chosen && other.axes.contains(query.part.axis) {
      others[number] = other.history(at: other.moment(at: x, on: query.part.axis), query.part)
    }
    var readings: [Int: CursorReading] = [:]
    if let hairline = query.hairline {
      for (number, other) in recordings.enumerated() {
        readings[number] = other.reading(
          at: hairline, upTo: other.moment(at: x, on: query.part.axis), on: query.part.axis)
      }
    }
    _ = state.reduce(
      .shown(
        recording.history(at: query.position, query.part), others: others, readings: readings,
        summary: query.summary.flatMap {
          recording.summary($0, at: query.position, query.part)
        }, marks: query.part.judged.flatMap(recording.marks)))
  }
}
