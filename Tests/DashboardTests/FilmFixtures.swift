import Cells
import Dashboard
import OrderedCollections
import RunModel

/// A log of another tool, made of plain numbers: epochs of equal length with a loss and an accuracy.
struct LogFixture: RunTape {
  var name: String
  /// How many epochs it has.
  var count: Int
  /// Seconds of each.
  var seconds = 10.0
  /// Added to its accuracy.
  var advantage = 0.0
  var isTimed = true
  var isLive = false
  /// What its tool calls the accuracy on the validation data.
  var metric = "val_accuracy"
  /// What can be counted across, if not all.
  var counted: [RunAxis]?
  /// The axes that its accuracy has no places on.
  var untold: [RunAxis] = []

  var length: Double { Double(count) * seconds }
  var axes: [RunAxis] { counted ?? (isTimed ? [.epoch, .step, .time] : [.epoch]) }
  var epochEnds: [Double] { (1...max(1, count)).prefix(count).map { Double($0) * seconds } }
  var markMoments: [Double] { marks.map { $0.x * seconds } }
  var recorded: [RecordedEpoch] {
    (0..<count).map { epoch in
      RecordedEpoch(
        epoch: epoch,
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

  private var marks: [RailMark] {
    (0..<min(9, count)).map {
      RailMark(
        x: Double($0 + 1), kind: .best, text: "best \(metric) \(accuracy($0).metricWords)")
    }
  }

  private func unit(_ axis: RunAxis) -> Double {
    switch axis {
    case .epoch: 1
    case .step: 100
    case .time: seconds
    }
  }

  func place(at moment: Double, on axis: RunAxis) -> Double {
    max(0, min(length, moment)) / seconds * unit(axis)
  }

  func moment(at place: Double, on axis: RunAxis) -> Double {
    max(0, min(length, place / unit(axis) * seconds))
  }

  func history(at moment: Double, _ view: TapeView) -> RunHistory {
    let place = max(0, min(length, moment)) / seconds
    let unit = unit(view.axis)
    let ended = recorded.prefix(Int(place))
    func series(_ name: String) -> Series {
      Series(
        ended.map { SeriesPoint(x: Double($0.epoch + 1) * unit, y: $0.logs[name] ?? .nan) })
    }
    let shown = marks.filter { $0.x <= place }.map {
      RailMark(x: $0.x * unit, kind: $0.kind, text: $0.text)
    }
    return RunHistory(
      name: name, axis: view.axis, reach: place * unit,
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
        ended.map {
          SeriesPoint(x: Double($0.epoch + 1) * unit, y: $0.epoch < 15 ? 0.01 : 0.001)
        }),
      epochs: ended.map {
        EpochSummary(epoch: $0.epoch, logs: $0.logs, learningRate: 0, seconds: 0, callbacks: [])
      },
      marks: shown,
      entries: shown.map {
        .init(time: $0.x / unit * seconds, x: $0.x, mark: $0.kind, text: $0.text)
      },
      plannedEpochs: count, startTime: 0, lastTime: moment)
  }
}

/// A screen that shows tapes, and looks up what it wants to see of them.
struct Projector {
  var tapes: [any RunTape]
  var state: DashboardState

  init(_ tapes: [any RunTape], origin: String = "Keras CSVLogger") {
    self.tapes = tapes
    let reels = tapes.map { tape in
      var reel = Self.reel(of: tape)
      reel.origin = origin
      return reel
    }
    state = DashboardState(
      now: Fixtures.start, film: Film(reels, isFollowing: reels.first?.isLive ?? false))
    look()
  }

  /// A log of thirty epochs.
  init() { self.init([LogFixture(name: "cnn.csv", count: 30)]) }

  private static func reel(of tape: any RunTape) -> Reel { Reel(tape) }

  var film: Film { state.film ?? Film([Reel(EventTape(name: ""))], isFollowing: false) }
  var position: Double { film.position }

  /// Presses keys, one after the other, each after the screen was drawn.
  @discardableResult
  mutating func press(_ keys: Key...) -> [DashboardEffect] {
    var effects: [DashboardEffect] = []
    for key in keys {
      effects += state.reduce(.key(key))
      look()
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

  /// Lets the clock go on by tenths of a second.
  mutating func wait(_ seconds: Double) {
    for _ in 0..<Int((seconds * 10).rounded()) {
      _ = state.reduce(.tick(state.now + 0.1))
      look()
    }
  }

  /// The log has become another.
  mutating func replace(_ tapes: [any RunTape], isSteerable: Bool = false) {
    self.tapes = tapes
    let reels = tapes.map { tape in
      var reel = Self.reel(of: tape)
      reel.isSteerable = isSteerable
      return reel
    }
    _ = state.reduce(.reels(reels))
    look()
  }

  private mutating func look() {
    guard let wish = state.screening(columns: 120) else { return }
    let tape = tapes[wish.chosen]
    let place = tape.place(at: wish.position, on: wish.view.axis)
    var others: [Int: RunHistory] = [:]
    for (number, other) in tapes.enumerated()
    where wish.includesOthers && number != wish.chosen && other.axes.contains(wish.view.axis) {
      others[number] = other.history(at: other.moment(at: place, on: wish.view.axis), wish.view)
    }
    _ = state.reduce(.shown(tape.history(at: wish.position, wish.view), others: others))
  }
}
