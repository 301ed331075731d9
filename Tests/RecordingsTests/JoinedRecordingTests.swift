import OrderedCollections
import Recordings
import RunModel
import Testing

/// The events of a script together with the metrics that only its text has.
@Suite struct JoinedRecordingTests {
  /// Two epochs of two steps each; each lasts a second.
  private func run(_ logs: [Logs], planned: Int = 2) -> EventRecording {
    var recording = EventRecording(name: "x")
    var time = 0.0
    recording.append(
      RunEvent(
        time: time,
        .runStarted(RunInfo(name: "x", epochs: planned, stepsPerEpoch: 2, framework: "torch"))))
    for (epoch, logs) in logs.enumerated() {
      for step in 1...2 {
        time += 0.5
        recording.append(
          RunEvent(
            time: time,
            .stepEnded(
              StepProgress(
                epoch: epoch, step: step, steps: 2, logs: logs, recent: logs, samplesPerSecond: 1)))
        )
      }
      recording.append(
        RunEvent(
          time: time,
          .epochEnded(
            EpochSummary(epoch: epoch, logs: logs, learningRate: 1, seconds: 1, callbacks: []))))
    }
    return recording
  }

  private var joined: JoinedRecording {
    JoinedRecording(
      run([["loss": 3], ["loss": 2]]),
      run([
        ["train_loss": 3, "val_loss": 4, "val_acc": 0.5],
        ["train_loss": 2, "val_loss": 3, "val_acc": 0.6],
      ]))
  }

  @Test func whatTheEventsTellIsNotTakenFromTheText() {
    #expect(joined.names == ["val_loss", "val_acc"])
    let curves = joined.history(at: 2, RecordingQuery()).curves
    #expect(
      curves.map(\.train) == ["loss", nil] && curves.map(\.validation) == ["val_loss", "val_acc"])
  }

  /// While the learning rates of all parameter groups are equal, the first stands for them.
  @Test func equalRatesOfGroupsAreOne() {
    func rates(_ first: Double, _ second: Double) -> Logs {
      ["loss": 3, "lr/pg0": .number(first), "lr/pg1": .number(second), "lr/pg2": .number(first)]
    }
    func listed(_ logs: [Logs], at moment: Double = 9) -> String {
      let events = run(logs)
      let alone = events.history(at: moment, RecordingQuery())
      let joined = JoinedRecording(events, run(logs.map { _ in ["val_loss": 3] }))
        .history(at: moment, RecordingQuery())
      #expect(joined.curves.map(\.title) == alone.curves.map(\.title))
      return alone.curves.map(\.title).joined(separator: " ") + ": \(alone.rateGroups)"
    }
    #expect(listed([rates(0.1, 0.1), rates(0.05, 0.05)]) == "loss: 3")
    #expect(listed([rates(0.1, 0.1), rates(0.05, 0.05)], at: 0.2) == "loss: 3")
    let all = "loss lr/pg1 lr/pg2: 1"
    #expect(listed([rates(0.1, 0.1), rates(0.05, 0.04)]) == all)
    // They are listed from then on, also where they are equal again.
    #expect(listed([rates(0.1, 0.2), rates(0.05, 0.05)]) == all)
    // As in a log, those of the whole run are listed at every moment.
    #expect(listed([rates(0.1, 0.1), rates(0.05, 0.04)], at: 0.2) == all)
    #expect(listed([["loss": 3, "lr": 0.1]]) == "loss: 1")
  }

  @Test func anEarlierMomentShowsNothingLater() {
    #expect(
      joined.history(at: 2, RecordingQuery()).epochSeries["val_acc"]?.points.map(\.y) == [0.5, 0.6])
    #expect(
      joined.history(at: 1, RecordingQuery()).epochSeries["val_acc"]?.points.map(\.y) == [0.5])
  }

  @Test func theWhatIfHasTheMetricsOfTheText() {
    #expect(joined.recorded.map { $0.logs["val_acc"] } == [0.5, 0.6])
    #expect(joined.recorded.map { $0.logs["loss"] } == [3, 2])
  }

  /// A loop of PyTorch knows no number of epochs, but often prints it: `Epoch 1/40`.
  @Test(arguments: [(0, 40, 40), (3, 40, 3), (0, 1, 0), (0, 0, 0)])
  func theTextTellsHowManyEpochsThereWillBe(told: Int, printed: Int, planned: Int) {
    let logs: [Logs] = [["loss": 3], ["loss": 2]]
    let joined = JoinedRecording(run(logs, planned: told), run(logs, planned: printed))
    #expect(joined.history(at: 1, RecordingQuery()).info?.epochs == planned)
    #expect(joined.isNeeded == (planned == 40))
  }

  /// A loop that broke out says why only in its text.
  @Test func theTextTellsWhyTheLoopEnded() {
    func ended(_ reason: StopReason, planned: Int) -> EventRecording {
      var recording = run([["loss": 3], ["loss": 2]], planned: planned)
      recording.append(
        RunEvent(time: 2, .runEnded(RunEnd(reason: reason, epochs: 2, seconds: 2))))
      return recording
    }
    func words(_ recording: some RunRecording) -> [String?] {
      let history = recording.history(at: recording.length, RecordingQuery())
      return [history.endWords, history.entries.last?.text, history.marks.last?.text]
    }
    let early = "training ended after epoch 2"
    #expect(words(ended(.completed, planned: 0)) == [early, early, early])
    #expect(words(ended(.completed, planned: 2)).first == "all epochs done")
    let text = ended(.failed("out of patience"), planned: 40)
    let joined = JoinedRecording(ended(.completed, planned: 0), text)
    let why = early + ": " + (text.whole.marks.last?.text ?? "")
    #expect(joined.isNeeded && words(joined) == [why, why, why])
  }

  /// The first epochs were trained in another folder.
  @Test func aLoopThatGoesOnIsDoneAfterItsLastEpoch() {
    var recording = EventRecording(name: "x")
    let kinds: [RunEvent.Kind] = [
      .runStarted(RunInfo(name: "x", epochs: 3, firstEpoch: 2, framework: "lightning")),
      .epochEnded(
        EpochSummary(epoch: 2, logs: ["loss": 1], learningRate: 1, seconds: 1, callbacks: [])),
      .runEnded(RunEnd(reason: .completed, epochs: 3, seconds: 1)),
    ]
    for kind in kinds { recording.append(RunEvent(time: 1, kind)) }
    #expect(recording.whole.endWords == "all epochs done")
  }

  /// The values of a variable that a loop prints under a better name are one curve.
  @Test func aVariableIsListedUnderTheNameThatIsPrinted() throws {
    let events = run([
      ["loss": 3, "vl": 3.14159], ["loss": 2, "vl": 2.71828], ["loss": 1, "vl": 1.41421],
    ])
    func joined(_ last: Double) -> JoinedRecording {
      JoinedRecording(
        events, run([["val_loss": 3.1416], ["val_loss": 2.7183], ["val_loss": .number(last)]]))
    }
    let same = joined(1.4142)
    #expect(same.isNeeded && same.names.isEmpty)
    let history = same.history(at: 3, RecordingQuery())
    #expect(history.curves.map(\.title) == ["loss"])
    let curve = try #require(history.curves.first)
    #expect(curve.train == "loss" && curve.validation == "vl")
    #expect(curve.judgedTitle == "val loss")
    #expect(history.epochSeries["vl"]?.points.map(\.y) == [3.14159, 2.71828, 1.41421])
    let other = joined(1.4152)
    #expect(other.names == ["val_loss"])
    #expect(other.history(at: 3, RecordingQuery()).curves.count == 2)
  }

  @Test func aTextWithoutNewMetricsChangesNothing() {
    let events = run([["loss": 3], ["loss": 2]])
    let joined = JoinedRecording(events, run([["loss": 9], ["loss": 9]]))
    #expect(joined.names.isEmpty)
    #expect(joined.history(at: 1.5, RecordingQuery()) == events.history(at: 1.5, RecordingQuery()))
  }

  /// A text that counts steps and no epochs, like that of a loop `while True`.
  private func printed(_ steps: [Int]) -> EventRecording {
    var recording = EventRecording(name: "x")
    recording.append(
      RunEvent(time: 0, .runStarted(RunInfo(name: "x", epochs: 0, framework: "torch"))))
    for step in steps {
      let logs: Logs = ["loss": 1, "val_loss": .number(Double(step))]
      recording.append(
        RunEvent(
          time: Double(step),
          .stepEnded(
            StepProgress(
              epoch: 0, step: step, steps: 0, logs: logs, recent: logs, samplesPerSecond: 1))))
    }
    return recording
  }

  @Test func valuesPrintedAtStepsHaveTheirPlaceInTheEpochs() throws {
    let joined = JoinedRecording(run([["loss": 3], ["loss": 2]]), printed([1, 2, 4]))
    #expect(joined.names == ["val_loss"])
    func points(_ axis: RunAxis, at moment: Double = 2, in window: ClosedRange<Double>? = nil)
      -> [Double]?
    {
      let query = RecordingQuery(axis: axis, window: window)
      return joined.history(at: moment, query).stepSeries["val_loss"]?.points.map(\.x)
    }
    #expect(points(.step) == [1, 2, 4])
    #expect(points(.epoch) == [0.5, 1, 2])
    #expect(points(.epoch, in: 1...2)?.last == 2)
    #expect(points(.epoch, at: 1) == [0.5, 1])
    let curve = try #require(joined.history(at: 2, RecordingQuery()).curves.first)
    #expect(curve.train == "loss" && curve.validation == "val_loss")
    #expect(joined.recorded.map { $0.logs["loss"] } == [3, 2])
  }

  /// Batches of which each step takes several, or steps that are counted from 0 in each epoch.
  @Test func valuesPrintedAtOtherCountsHaveNoPlace() {
    var events = run([["loss": 3], ["loss": 2]])
    events.append(RunEvent(time: 2, .runEnded(RunEnd(reason: .completed, epochs: 2, seconds: 2))))
    #expect(JoinedRecording(events, printed([1, 2, 5])).names == ["val_loss"])
    #expect(!JoinedRecording(events, printed([4, 8, 16])).isNeeded)
  }

  /// A text that has no times, with its values at epochs and at the batches of each epoch.
  private struct Untimed: RunRecording {
    let base: EventRecording
    let axes: [RunAxis] = [.epoch, .step]
    let isTimed = false
    var name: String { base.name }
    var length: Double { base.length }
    var isLive: Bool { base.isLive }
    var epochEnds: [Double] { base.epochEnds }
    var markMoments: [Double] { base.markMoments }
    var recorded: [RecordedEpoch] { base.recorded }

    func history(at moment: Double, _ query: RecordingQuery) -> RunHistory {
      var history = base.history(at: moment, query)
      if query.axis == .step { history.mapX { $0 * 4 } }
      return history
    }
    func x(at moment: Double, on axis: RunAxis) -> Double {
      base.x(at: moment, on: axis) * (axis == .step ? 4 : 1)
    }
    func moment(at x: Double, on axis: RunAxis) -> Double { base.moment(at: x, on: axis) }
  }

  /// Each step takes the gradients of four batches, and the text prints the number of the batch.
  @Test func epochsOfATextHaveTheirTimesWhateverItsStepsCount() {
    var events = run([["loss": 3], ["loss": 2], ["loss": 1]])
    events.append(RunEvent(time: 3, .runEnded(RunEnd(reason: .completed, epochs: 3, seconds: 3))))
    let text = Untimed(base: run([["val_loss": 3], ["val_loss": 2], ["val_loss": 1]]))
    let joined = JoinedRecording(events, text)
    func points(_ axis: RunAxis) -> [Double]? {
      joined.history(at: 3, RecordingQuery(axis: axis)).epochSeries["val_loss"]?.points.map(\.x)
    }
    #expect(points(.epoch) == [1, 2, 3])
    #expect(points(.time) == [1, 2, 3])
    #expect(points(.wall) == [1, 2, 3])
    #expect(points(.step) == [2, 4, 6])
  }
}
