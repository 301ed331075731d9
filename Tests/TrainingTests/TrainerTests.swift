import Callbacks
import Dispatch
import RunModel
import Synchronization
import Testing
import Training

@Suite struct TrainerTests {
  private func info(_ epochs: Int) -> RunInfo { RunInfo(name: "test", epochs: epochs) }

  @Test func hooksAreCalledInKerassOrder() throws {
    let log = HookLog()
    let inject = LambdaCallback(onEpochEnd: { _, logs, _ in logs["val_mAP"] = 1 })
    let trainer = Trainer(
      learner: FakeLearner([1, 2]), callbacks: [inject, log], info: info(2))
    let history = try trainer.fit()
    let epoch = [
      "batch_begin(0)", "batch_end(0) loss", "batch_begin(1)", "batch_end(1) loss", "test_begin",
      "test_batch_begin(0)", "test_batch_end(0) loss", "test_end loss",
    ]
    #expect(
      log.calls == ["train_begin", "epoch_begin(0)"] + epoch
        + ["epoch_end(0) loss,val_loss,val_mAP", "epoch_begin(1)"] + epoch
        + ["epoch_end(1) loss,val_loss,val_mAP", "train_end loss,val_loss"])
    #expect(history.epochs == [0, 1])
    #expect(history["val_mAP"] == [1, 1])
    // Means are weighted by examples: (0·1 + 1·2) / 3, in 32 bits.
    #expect(history["loss"] == [Double(Float(2.0 / 3)), Double(Float(2.0 / 3))])
  }

  @Test func earlyStoppingEndsItWithTheReasonAndRestoresTheBestWeights() throws {
    var events: [RunEvent.Kind] = []
    let learner = FakeLearner([3, 1, 2, 2, 2, 2])
    let trainer = Trainer(
      learner: learner,
      callbacks: [EarlyStopping(monitor: "val_loss", patience: 2, restoreBestWeights: true)],
      info: info(6)
    ) { events.append($0) }
    try trainer.fit()
    guard case .runEnded(let end) = events.last else {
      Issue.record("the last event is \(String(describing: events.last))")
      return
    }
    #expect(end.epochs == 4)
    #expect(end.restoredEpoch == 1)
    // Two steps per epoch, two epochs.
    #expect(learner.weights == [[4]])
    #expect(
      end.reason
        == .callback(
          name: "EarlyStopping", epoch: 3,
          evidence: StopReason.Evidence(
            monitor: "val_loss", current: 2, best: 1, bestEpoch: 1, wait: 2, patience: 2,
            threshold: 1)))
  }

  @Test func stopTrainingInABatchEndsTheEpochThereAndStillValidates() throws {
    let log = HookLog()
    let stop = LambdaCallback(onTrainBatchEnd: { batch, _, training in
      if batch == 0 { training.stopTraining = true }
    })
    let learner = FakeLearner([1, 1], steps: 5)
    try Trainer(learner: learner, callbacks: [stop, log], info: info(2)).fit()
    #expect(learner.trained == 1)
    #expect(log.calls.contains("test_begin"))
    #expect(log.calls.last == "train_end loss,val_loss")
    #expect(log.calls.count { $0.hasPrefix("epoch_end") } == 1)
  }

  @Test func anErrorEndsItWithoutTrainEnd() throws {
    struct Broken: Error {}
    let log = HookLog()
    var events: [RunEvent.Kind] = []
    let broken = LambdaCallback(onEpochEnd: { _, _, _ in throw Broken() })
    let trainer = Trainer(
      learner: FakeLearner([1]), callbacks: [broken, log], info: info(1)
    ) { events.append($0) }
    #expect(throws: Broken.self) { try trainer.fit() }
    #expect(!log.calls.contains { $0.hasPrefix("train_end") })
    guard case .runEnded(let end) = events.last, case .failed = end.reason else {
      Issue.record("the failure is not told")
      return
    }
  }

  /// Trains with requests posted from a batch hook, and returns all events.
  func steered(
    _ losses: [Double], callbacks: [any Callback] = [],
    _ requests: [Int: [RunCommand]]
  ) throws -> (events: [RunEvent.Kind], learner: FakeLearner) {
    let inbox = CommandInbox()
    var events: [RunEvent.Kind] = []
    let learner = FakeLearner(losses)
    let poster = LambdaCallback(onTrainBatchEnd: { batch, _, training in
      for command in requests[training.epoch * 2 + batch] ?? [] {
        inbox.post(CommandRequest(id: "r", source: "test", command))
      }
    })
    try Trainer(
      learner: learner, callbacks: [poster] + callbacks, info: info(losses.count), inbox: inbox
    ) { events.append($0) }.fit()
    return (events, learner)
  }

  private func applied(_ events: [RunEvent.Kind]) -> [AppliedCommand] {
    events.compactMap { if case .commandApplied(let command) = $0 { command } else { nil } }
  }

  @Test func raisingPatienceLetsItGoOnAndLoweringItStopsIt() throws {
    let losses = [1.0, 2, 2, 2, 2, 2, 2, 2]
    func epochs(_ requests: [Int: [RunCommand]]) throws -> Int? {
      let (events, _) = try steered(
        losses, callbacks: [EarlyStopping(monitor: "val_loss", patience: 3)], requests)
      if case .runEnded(let end) = events.last { return end.epochs } else { return nil }
    }
    func patience(_ value: Int) -> RunCommand {
      .edit(callback: "early_stopping", field: "patience", value: .integer(value))
    }
    #expect(try epochs([:]) == 4)
    #expect(try epochs([5: [patience(6)]]) == 7)
    #expect(try epochs([3: [patience(1)]]) == 2)
    #expect(try epochs([3: [patience(1), .undo]]) == 4)
  }

  @Test func redoMakesUndoneChangesAgain() throws {
    func patience(_ value: Int) -> RunCommand {
      .edit(callback: "early_stopping", field: "patience", value: .integer(value))
    }
    let (events, learner) = try steered(
      [1, 1, 1], callbacks: [EarlyStopping(monitor: "val_loss", patience: 9)],
      [
        1: [patience(5), .setLearningRate(0.5), .undo, .undo, .redo, .redo, .redo],
        2: [.undo, .redo], 3: [.undo, patience(7), .redo],
      ])
    let values = applied(events).compactMap(\.new)
    #expect(
      values == [
        .integer(5), .number(0.5), .number(0.1), .integer(9), .integer(5), .number(0.5),
        .number(0.1), .number(0.5), .number(0.1), .integer(7),
      ])
    #expect(learner.learningRate == 0.1)
    let refused = events.compactMap {
      if case .commandRefused(let request, let why) = $0 {
        "\(request.command.words): \(why)"
      } else {
        nil
      }
    }
    #expect(refused == ["redo: nothing has been undone", "redo: nothing has been undone"])
  }

  @Test func anEvaluationIsReportedAndChangesNothing() throws {
    var asked = 0
    let evaluation = EvaluationCallback(metric: "val/mAP") {
      asked += 1
      return 0.25 * Double(asked)
    }
    let stopping = EarlyStopping(monitor: "val/mAP", patience: 1, mode: .max)
    let (events, learner) = try steered(
      [3, 2, 1], callbacks: [evaluation, stopping], [0: [.evaluate]])
    let (plain, other) = try steered(
      [3, 2, 1], callbacks: [EarlyStopping(monitor: "val_loss")], [:])
    let measured = events.compactMap { if case .measured(let it) = $0 { it } else { nil } }
    #expect(measured.count == 1)
    #expect(measured.first?.epoch == 0 && measured.first?.step == 1)
    #expect(measured.first?.values["val_loss"] == 3 && measured.first?.values["val/mAP"] == 0.25)
    // The callbacks act on the values of epochs alone.
    #expect(stopping.state.bestEpoch == 2 && learner.weights == other.weights)
    #expect(plain.count > 0)
  }

  @Test func theEditsOfARunMadeAgainGiveTheSameRun() throws {
    func rate(_ rate: Double) -> RunCommand { .setLearningRate(rate) }
    let (events, learner) = try steered(
      [1, 1, 1], callbacks: [EarlyStopping(monitor: "val_loss", patience: 9)],
      [
        0: [rate(0.5)],
        3: [.edit(callback: "early_stopping", field: "patience", value: .integer(1))],
        4: [rate(0.25)],
      ])
    let edits = RunEdit.all(in: events.map { RunEvent(time: 0, $0) })
    #expect(edits.map(\.epoch) == [0, 1] && edits.map(\.step) == [1, 2])
    let again = FakeLearner([1, 1, 1])
    var repeated: [RunEvent.Kind] = []
    try Trainer(
      learner: again, callbacks: [EarlyStopping(monitor: "val_loss", patience: 9)], info: info(3),
      edits: edits
    ) { repeated.append($0) }.fit()
    #expect(again.weights == learner.weights && again.learningRate == learner.learningRate)
    #expect(RunEdit.all(in: repeated.map { RunEvent(time: 0, $0) }) == edits)
    #expect(applied(repeated).allSatisfy { $0.request.source == "recipe" })
  }

  @Test func editsThatAreAppliedAreMadeAtTheirPlaces() throws {
    let edits = [
      RunEdit(epoch: 0, step: 1, .setLearningRate(0.9)),
      RunEdit(epoch: 2, step: 1, .setLearningRate(0.25)),
      RunEdit(
        epoch: 1, step: 1, .edit(callback: "early_stopping", field: "patience", value: .integer(4))),
    ]
    let (events, learner) = try steered(
      [1, 1, 1], callbacks: [EarlyStopping(monitor: "val_loss", patience: 9)],
      [1: [.apply(edits)], 5: [.apply([edits[0]]), .apply([])]])
    // The one whose place was past is left out.
    #expect(
      RunEdit.all(in: events.map { RunEvent(time: 0, $0) }) == [edits[2], edits[1]])
    #expect(learner.learningRate == 0.25)
    let said = events.compactMap { kind -> String? in
      switch kind {
      case .warning(_, let text): text
      case .commandRefused(_, let why): why
      default: nil
      }
    }
    #expect(
      said == [
        "1 of 3 edits left out: their places are before epoch 1, step 2",
        "the places of all edits are past: this is epoch 3, step 2", "it has no edits",
      ])
  }

  @Test func whatCannotBeEvaluatedSaysWhy() throws {
    var events: [RunEvent.Kind] = []
    let inbox = CommandInbox()
    let poster = LambdaCallback(onTrainBatchEnd: { batch, _, _ in
      if batch == 0 { inbox.post(CommandRequest(id: "1", source: "test", .evaluate)) }
    })
    try Trainer(
      learner: FakeLearner([1], validationSteps: 0), callbacks: [poster], info: info(1),
      inbox: inbox
    ) { events.append($0) }.fit()
    let refused = events.compactMap {
      if case .commandRefused(_, let why) = $0 { why } else { nil }
    }
    #expect(refused == ["this run has no validation data and no callback that measures"])
  }

  @Test(arguments: [RunCommand.cancel(.stop), .undo])
  func aStopAfterTheEpochCanBeTakenBack(way: RunCommand) throws {
    let losses = [1.0, 1, 1]
    let (stopped, _) = try steered(losses, [2: [.stop(.afterEpoch)]])
    guard case .runEnded(let early) = stopped.last else { throw CancellationError() }
    #expect(early.epochs == 2)
    let (events, _) = try steered(losses, [2: [.stop(.afterEpoch), way]])
    guard case .runEnded(let end) = events.last else { throw CancellationError() }
    #expect(end.epochs == 3 && end.reason == .completed)
    #expect(applied(events).last?.subject == WaitingCommand.stop.rawValue)
    var history = RunHistory()
    for event in events.prefix(while: { if case .commandApplied = $0 { false } else { true } }) {
      history.apply(RunEvent(time: 0, event))
    }
    #expect(history.waiting.isEmpty)
    let changes = applied(events).map { RunEvent(time: 0, .commandApplied($0)) }
    history.apply(changes[0])
    #expect(history.waiting == [.stop])
    history.apply(changes[1])
    #expect(history.waiting.isEmpty)
  }

  @Test func aStopWaitsForTheEpochWithItsNumber() throws {
    let losses = [1.0, 1, 1, 1, 1]
    func ended(_ requests: [Int: [RunCommand]]) throws -> RunEnd {
      let (events, _) = try steered(losses, requests)
      guard case .runEnded(let end) = events.last else { throw CancellationError() }
      return end
    }
    let end = try ended([0: [.stopAfter(epoch: 3)]])
    #expect(end.epochs == 3 && end.reason == .person(.afterEpoch, via: "test"))
    // The epoch that is being trained is one of them.
    #expect(try ended([4: [.stopAfter(epoch: 3)]]).epochs == 3)
    // The last request counts, and it can be taken back.
    #expect(try ended([0: [.stopAfter(epoch: 2), .stopAfter(epoch: 4)]]).epochs == 4)
    #expect(try ended([0: [.stopAfter(epoch: 4), .stop(.afterEpoch)]]).epochs == 1)
    #expect(try ended([0: [.stopAfter(epoch: 2), .cancel(.stop)]]).epochs == 5)
    #expect(try ended([0: [.stopAfter(epoch: 2), .undo]]).epochs == 5)
  }

  @Test func anEpochThatCannotBeTheLastIsRefused() throws {
    let (events, _) = try steered(
      [1, 1, 1], [4: [.stopAfter(epoch: 2), .stopAfter(epoch: 4)]])
    let refused = events.compactMap {
      if case .commandRefused(_, let why) = $0 { why } else { nil }
    }
    #expect(refused == ["this is epoch 3 already", "training ends after epoch 3"])
  }

  /// The history waits with the run, over the ends of earlier epochs.
  @Test func theHistoryKnowsTheEpochOfTheStop() throws {
    let (events, _) = try steered([1, 1, 1, 1], [0: [.stopAfter(epoch: 3)]])
    var history = RunHistory()
    var words: [String] = []
    for event in events {
      history.apply(RunEvent(time: 0, event))
      if case .epochStarted = event, history.waiting.contains(.stop) {
        words.append(WaitingCommand.stop.words(in: history))
      }
    }
    #expect(words == ["stops after epoch 3", "stops after this epoch"])
    #expect(history.waiting.isEmpty && history.stopEpoch == nil)
  }

  @Test func aStopAfterTheEpochDoesNotPutOffOneAtOnce() throws {
    let (events, _) = try steered([1, 1, 1], [0: [.stop(.now), .stop(.afterEpoch)]])
    guard case .runEnded(let end) = events.last else { throw CancellationError() }
    #expect(end.reason == .person(.now, via: "test"))
    let refused = events.compactMap {
      if case .commandRefused(_, let why) = $0 { why } else { nil }
    }
    #expect(refused == ["it is stopping already"])
  }

  @Test func aPauseAfterTheEpochCanBeTakenBack() throws {
    let (events, _) = try steered([1, 1], [0: [.stepEpoch, .cancel(.pause), .cancel(.pause)]])
    #expect(!events.contains { if case .paused = $0 { true } else { false } })
    let refused = events.compactMap {
      if case .commandRefused(_, let why) = $0 { why } else { nil }
    }
    #expect(refused == ["no pause is pending"])
  }

  @Test func anAnswerHoldsOldAndNewAndTheChain() throws {
    let (events, learner) = try steered(
      [1, 1], callbacks: [EarlyStopping(monitor: "val_loss", patience: 9)],
      [
        0: [.edit(callback: "early_stopping", field: "patience", value: .integer(4))],
        1: [.setLearningRate(0.05), .setLearningRate(-1)],
        2: [.edit(callback: "nobody", field: "x", value: .none), .undo, .undo, .undo],
      ])
    let changes = applied(events)
    #expect(
      changes.map(\.subject) == [
        "early_stopping.patience", "learning_rate", "learning_rate", "early_stopping.patience",
      ])
    #expect(changes[0].old == .integer(9) && changes[0].new == .integer(4))
    #expect(changes[0].callbacks.contains { $0.patience == 4 })
    #expect(learner.learningRate == 0.1)
    let refusals = events.compactMap {
      if case .commandRefused(_, let why) = $0 { why } else { nil }
    }
    #expect(refusals.count == 3)
    #expect(refusals[1].contains("there is no callback nobody"))
  }

  @Test func aResetLetsACallbackBeginAnew() throws {
    let (events, _) = try steered(
      [1, 2, 2, 2, 2, 2, 2, 2], callbacks: [EarlyStopping(monitor: "val_loss", patience: 3)],
      [5: [.reset(callback: "early_stopping"), .reset(callback: "history")]])
    // Without the reset it ends after 4 epochs; the third one is the new best.
    guard case .runEnded(let end) = events.last else {
      Issue.record("no end")
      return
    }
    #expect(end.epochs == 6)
    #expect(applied(events).map(\.subject) == ["early_stopping"])
    #expect(applied(events)[0].callbacks.first { $0.id == "early_stopping" }?.best == nil)
    let isRefused = events.contains {
      if case .commandRefused(_, "History has nothing to reset") = $0 { true } else { false }
    }
    #expect(isRefused)
  }

  @Test func aMoveWaitsForTheEndOfTheEpochAndCanBeTakenBack() throws {
    let callbacks: [any Callback] = [
      EvaluationCallback(metric: "val/mAP") { 1 },
      EarlyStopping(monitor: "val/mAP", patience: 9, mode: .max), TerminateOnNaN(),
    ]
    let (events, _) = try steered(
      [1, 1, 1, 1], callbacks: callbacks,
      [
        0: [
          .move(callback: "terminate_on_nan", by: -2), .move(callback: "early_stopping", by: -2),
        ],
        2: [.undo], 6: [.move(callback: "terminate_on_nan", by: -1)],
      ])
    let moves = applied(events)
    #expect(
      moves.map(\.subject) == ["position of terminate_on_nan", "position of terminate_on_nan"])
    // Asked for within the first epoch, carried out after it; taken back after the second.
    #expect(moves.map(\.epoch) == [1, 2])
    #expect(moves[0].old == .integer(4) && moves[0].new == .integer(2))
    #expect(moves[0].callbacks[1].id == "terminate_on_nan")
    #expect(moves[1].new == .integer(4))
    let refusals = events.compactMap {
      if case .commandRefused(_, let why) = $0 { why } else { nil }
    }
    #expect(refusals.count == 2)
    #expect(refusals[0].contains("must come after it"))
    #expect(refusals[1] == "training has ended")
  }

  @Test func aResetCanBeTakenBack() throws {
    let (events, _) = try steered(
      [1, 2, 2, 2, 2, 2, 2, 2], callbacks: [EarlyStopping(monitor: "val_loss", patience: 3)],
      [5: [.reset(callback: "early_stopping"), .undo]])
    // As if nothing had been forgotten.
    guard case .runEnded(let end) = events.last else {
      Issue.record("no end")
      return
    }
    #expect(end.epochs == 4)
  }

  @Test func stoppingNowEndsAfterTheBatchAndAfterTheEpochAtItsEnd() throws {
    let now = try steered([1, 1, 1], [2: [.stop(.now)]])
    #expect(now.learner.trained == 3)
    let later = try steered([1, 1, 1], [2: [.stop(.afterEpoch)]])
    #expect(later.learner.trained == 4)
    for (events, moment) in [(now.events, StopReason.Moment.now), (later.events, .afterEpoch)] {
      guard case .runEnded(let end) = events.last else {
        Issue.record("no end")
        return
      }
      #expect(end.reason == .person(moment, via: "test"))
      // An epoch that is cut is reported with its step, and does not count as trained.
      #expect(end.epochs == (moment == .now ? 1 : 2))
      let cuts = events.compactMap { (kind) -> Int?? in
        if case .epochEnded(let summary) = kind { .some(summary.brokenOffAt) } else { nil }
      }
      #expect(cuts == (moment == .now ? [nil, 1] : [nil, nil]))
    }
  }

  @Test func aPauseHoldsTheTrainerAndStepTrainsOneEpoch() throws {
    let inbox = CommandInbox()
    let seen = Mutex<[RunEvent.Kind]>([])
    let done = DispatchSemaphore(value: 0)
    DispatchQueue(label: "test").async {
      let trainer = Trainer(
        learner: FakeLearner(Array(repeating: 1, count: 50)), callbacks: [],
        info: RunInfo(name: "x", epochs: 50), inbox: inbox
      ) { kind in seen.withLock { $0.append(kind) } }
      inbox.post(CommandRequest(id: "1", source: "test", .pause))
      _ = try? trainer.fit()
      done.signal()
    }
    func epochs() -> Int {
      seen.withLock { $0.count { if case .epochEnded = $0 { true } else { false } } }
    }
    func waitUntilPaused(_ count: Int) -> Bool {
      for _ in 0..<1000 {
        let pauses = seen.withLock { $0.count { if case .paused = $0 { true } else { false } } }
        if pauses >= count { return true }
        _ = done.wait(timeout: .now() + .milliseconds(5))
      }
      return false
    }
    #expect(waitUntilPaused(1))
    #expect(epochs() == 0)
    inbox.post(CommandRequest(id: "2", source: "test", .stepEpoch))
    #expect(waitUntilPaused(2))
    #expect(epochs() == 1)
    inbox.post(CommandRequest(id: "3", source: "test", .stop(.now)))
    #expect(done.wait(timeout: .now() + .seconds(10)) == .success)
  }
}
