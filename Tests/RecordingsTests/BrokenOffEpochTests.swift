import OrderedCollections
import Recordings
import RunModel
import Testing

/// Epochs that a stop broke off, which the run's history keeps apart.
@Suite struct BrokenOffEpochTests {
  private static let start = RunEvent.Kind.runStarted(
    RunInfo(name: "x", epochs: 9, stepsPerEpoch: 4, learningRate: 0.1, callbacks: []))

  private static func ended(_ epoch: Int, _ value: Double, at step: Int? = nil) -> RunEvent.Kind {
    .epochEnded(
      EpochSummary(
        epoch: epoch, logs: ["m": .number(value)], learningRate: 0.1, seconds: 1, callbacks: [],
        brokenOffAt: step))
  }

  private static func detected(_ epoch: Int, _ value: Double) -> RunEvent.Kind {
    .detected(
      epoch: epoch,
      DetectionReport(
        classes: [.init(name: "cat", truths: 1, averagePrecision: value, ap50: value)],
        confusion: [], found: [],
        errors: .init(
          kinds: [.init(name: "missed", gain: 1 - value, count: 1)], falsePositiveGain: nil,
          falseNegativeGain: nil)))
  }

  private static func recording(_ kinds: [RunEvent.Kind]) -> EventRecording {
    var recording = EventRecording(name: "x")
    for (second, kind) in kinds.enumerated() {
      recording.append(RunEvent(time: 100 + Double(second), kind))
    }
    return recording
  }

  @Test func itIsNoEpochAndNoBestValue() {
    let recording = Self.recording([
      Self.start, Self.detected(0, 0.5), Self.ended(0, 0.5), Self.detected(1, 0.9),
      Self.ended(1, 0.9, at: 3),
    ])
    let history = recording.whole
    #expect(history.epochs.map(\.epoch) == [0])
    #expect(history.epochSeries["m"]?.points == [SeriesPoint(x: 1, y: 0.5)])
    #expect(history.classSeries["cat"]?.points == [SeriesPoint(x: 1, y: 0.5)])
    #expect(history.errorSeries["missed"]?.points == [SeriesPoint(x: 1, y: 0.5)])
    #expect(history.detectionSeries.points == [SeriesPoint(x: 1, y: 0.5)])
    #expect(history.brokenOff?.epoch == 1)
    #expect(history.position == 1.75)
    #expect(history.entries.last?.text == "epoch 2 was cut short after 3 of 4 batches")
    #expect(recording.epochEnds.count == 1)
    #expect(recording.recorded.map(\.epoch) == [0])
  }

  /// The charts show nothing of the epoch, so the list of callbacks must not, either.
  @Test func whatItMeasuredIsNotShown() {
    func state(_ id: String, _ role: CallbackRole, _ best: Double) -> CallbackState {
      CallbackState(id: id, name: id, role: role, monitor: "m", best: best)
    }
    func ended(_ epoch: Int, _ value: Double, at step: Int? = nil) -> RunEvent.Kind {
      .epochEnded(
        EpochSummary(
          epoch: epoch, logs: ["m": .number(value)], learningRate: 0.1, seconds: 1,
          callbacks: [state("evaluation", .measures, value), state("stopping", .stops, value)],
          brokenOffAt: step))
    }
    let history = Self.recording([Self.start, ended(0, 0.5), ended(1, 0.9, at: 3)]).whole
    #expect(history.callbacks.map(\.best) == [0.5, 0.9])
  }

  @Test func aLaterAttemptTrainsItAgain() {
    var again = RunInfo(name: "x", epochs: 9, stepsPerEpoch: 4, learningRate: 0.1, callbacks: [])
    again.firstEpoch = 1
    let recording = Self.recording([
      Self.start, Self.ended(0, 0.5), Self.ended(1, 0.9, at: 3), .runStarted(again),
      Self.ended(1, 0.6),
    ])
    #expect(recording.whole.brokenOff == nil)
    #expect(recording.whole.epochSeries["m"]?.points.map(\.y) == [0.5, 0.6])
    #expect(recording.epochEnds.count == 2)
  }

  @Test func whatTheEventsLackIsCountedByWholeEpochs() {
    var history = Self.recording([Self.start, Self.ended(0, 0.5), Self.ended(1, 0.9, at: 3)]).whole
    history.apply(
      RunEvent(
        time: 200, .runEnded(RunEnd(reason: .person(.now, via: "x"), epochs: 1, seconds: 1))))
    #expect(history.gaps.isEmpty)
  }
}
