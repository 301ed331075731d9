import Callbacks
import RunFiles
import RunModel
import Testing
import Training

/// Changes of a training by commands, and taking them back.
@Suite struct TrainerEditTests {
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
        1: [patience(5), .setLearningRate(.to(0.5)), .undo, .undo, .redo, .redo, .redo],
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

  @Test func aRelativeRateIsWorkedOutFromTheOneThatHoldsThen() throws {
    // 0.1, 0.05, 0.025: whoever asks may still see an earlier one.
    let schedule = LearningRateScheduler(.exponential(factor: 0.5))
    let double = RunCommand.setLearningRate(.times(2))
    let (events, _) = try steered(
      [1, 1, 1], callbacks: [schedule],
      [
        1: [double, .undo], 3: [.redo],
        4: [.setLearningRate(.plus(0.01)), .setLearningRate(.to(0.5)), .undo],
      ])
    let changes = applied(events)
    #expect(
      changes.map { [$0.old, $0.new].compactMap { $0?.number } } == [
        [0.1, 0.2], [0.2, 0.1], [0.05, 0.1], [0.025, 0.035], [0.035, 0.5], [0.5, 0.035],
      ])
    #expect(changes.first?.request.command == double)
  }

  /// What cuts the rate goes on from the one that was asked for, and a schedule from its own.
  @Test func anUndoneRateKeepsWhatOthersHaveMadeOfItSince() throws {
    func rates(_ callback: any Callback) throws -> [[Double]] {
      let (events, _) = try steered(
        [1, 1, 1], callbacks: [callback], [1: [.setLearningRate(.times(8))], 4: [.undo]])
      return applied(events).map { [$0.old, $0.new].compactMap { $0?.number } }
    }
    let plateau = try ReduceLROnPlateau(monitor: "val_loss", patience: 1)
    #expect(try rates(plateau) == [[0.1, 0.8], [0.08, 0.01]])
    let schedule = LearningRateScheduler(.exponential(factor: 0.5))
    #expect(try rates(schedule) == [[0.1, 0.8], [0.025, 0.025]])
    // A function that goes on from the present rate is like a cut.
    #expect(try rates(LearningRateScheduler { _, rate in rate }) == [[0.1, 0.8], [0.8, 0.1]])
    #expect(
      try rates(LearningRateScheduler { epoch, rate in epoch < 2 ? rate : 0.5 * rate }) == [
        [0.1, 0.8], [0.4, 0.05],
      ])
  }

  /// Undoing and redoing leads back to the rate that holds, whatever has cut it since.
  @Test func aRateThatIsMadeAgainIsTheOneBeforeItWasUndone() throws {
    func rates(_ callback: any Callback, _ change: NumberChange) throws -> [[Double]] {
      let (events, _) = try steered(
        [1, 1, 1], callbacks: [callback], [1: [.setLearningRate(change)], 4: [.undo, .redo]])
      return applied(events).map { [$0.old, $0.new].compactMap { $0?.number } }
    }
    for change in [NumberChange.to(0.8), .times(8)] {
      let plateau = try ReduceLROnPlateau(monitor: "val_loss", patience: 1)
      #expect(try rates(plateau, change) == [[0.1, 0.8], [0.08, 0.01], [0.01, 0.08]])
      // Where the rate is the schedule's again, nothing was undone.
      let schedule = LearningRateScheduler(.exponential(factor: 0.5))
      #expect(try rates(schedule, change) == [[0.1, 0.8], [0.025, 0.025]])
    }
  }

  @Test func aRateBeyondThirtyTwoBitsIsTooSmallOrTooLarge() throws {
    let (events, learner) = try steered(
      [1, 1],
      [
        0: [
          .setLearningRate(.to(1e-60)), .setLearningRate(.to(1e60)),
          .setLearningRate(.times(1e-60)),
          .setLearningRate(.plus(1e60)), .setLearningRate(.plus(-1)), .setLearningRate(.to(-1)),
        ]
      ])
    let refused = events.compactMap {
      if case .commandRefused(_, let why) = $0 { why } else { nil }
    }
    let (small, large) = (
      "too small: learning rates start at 1.401e-45", "too large: learning rates end at 3.403e38"
    )
    #expect(
      refused == [
        "1e-60 is \(small)", "1e60 is \(large)",
        "the learning rate 0.1 would become 1e-61, which is \(small)",
        "the learning rate 0.1 would become 1e60, which is \(large)",
        "the learning rate 0.1 would become -0.9, which is not a number above 0",
        "a learning rate is a number above 0, such as 0.001",
      ])
    #expect(learner.learningRate == 0.1)
  }

  @Test func aRequestWithAFaultIsRefusedForIt() throws {
    let inbox = CommandInbox()
    var request = CommandRequest(id: "a", source: "s", .other("fly"))
    request.fault = "no such command: fly"
    inbox.post(request)
    var refused: [String] = []
    try Trainer(
      learner: FakeLearner([1]), callbacks: [], info: RunInfo(name: "test", epochs: 1), inbox: inbox
    ) {
      if case .commandRefused(let request, let why) = $0 { refused.append("\(request.id): \(why)") }
    }.fit()
    #expect(refused == ["a: no such command: fly"])
  }

  @Test func aRelativeRateOfAnEditIsWorkedOutAtItsPlace() throws {
    let edits = [RunEdit(epoch: 2, step: 1, .setLearningRate(.times(2)))]
    let (events, learner) = try steered(
      [1, 1, 1], callbacks: [LearningRateScheduler(.exponential(factor: 0.5))], [0: [.apply(edits)]]
    )
    #expect(learner.learningRate == 0.05)
    #expect(
      RunEdit.all(in: events.map { RunEvent(time: 0, $0) })
        == [RunEdit(epoch: 2, step: 1, .setLearningRate(.to(0.05)))])
  }

  @Test func whatHoldsAlreadyIsNoChangeAndLeavesNothingToUndo() throws {
    let patience = RunCommand.edit(
      callback: "early_stopping", field: "patience", value: .integer(9))
    let (events, _) = try steered(
      [1, 1, 1], callbacks: [EarlyStopping(monitor: "val_loss", patience: 9)],
      [
        1: [
          patience, .setLearningRate(.to(0.1)), .setLearningRate(.times(1)), .setEpochs(3), .undo,
        ]
      ]
    )
    let answers = applied(events)
    #expect(
      answers.map(\.note) == [
        "early_stopping.patience is 9 already", "the learning rate is 0.1 already",
        "the learning rate is 0.1 already", "the number of epochs is 3 already",
      ])
    #expect(answers.allSatisfy { $0.subject == nil && $0.callbacks.isEmpty })
    #expect(answers.first?.request.command.answer(answers[0], in: []).reversal == nil)
    #expect(
      answers.first?.request.command.answer(answers[0], in: []).text
        == "early_stopping.patience is 9 already")
    let refused = events.compactMap {
      if case .commandRefused(_, let why) = $0 { why } else { nil }
    }
    #expect(refused == ["nothing is left to undo"])
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
    #expect(applied(events).map(\.note) == ["val_loss 3, val/mAP 0.25"])
    // The callbacks act on the values of epochs alone.
    #expect(stopping.state.bestEpoch == 2 && learner.weights == other.weights)
    #expect(plain.count > 0)
  }

  @Test(arguments: [
    ([RunCommand.undo], []), ([.undo, .redo], [2]), ([.undo, .redo, .undo], []), ([], [2]),
  ])
  func aResetThatIsUndoneIsNoEdit(then commands: [RunCommand], steps: [Int]) throws {
    let (events, _) = try steered(
      [1, 1, 1], callbacks: [EarlyStopping(monitor: "val_loss", patience: 9)],
      [3: [.reset(callback: "early_stopping")] + commands])
    #expect(applied(events).count == 1 + commands.count)
    #expect(
      RunEdit.all(in: events.map { RunEvent(time: 0, $0) })
        == steps.map { RunEdit(epoch: 1, step: $0, .reset(callback: "early_stopping")) })
  }

  @Test func theEditsOfARunMadeAgainGiveTheSameRun() throws {
    func rate(_ rate: Double) -> RunCommand { .setLearningRate(.to(rate)) }
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
      learner: again, callbacks: [EarlyStopping(monitor: "val_loss", patience: 9)],
      info: RunInfo(name: "test", epochs: 3), edits: edits
    ) { repeated.append($0) }.fit()
    #expect(again.weights == learner.weights && again.learningRate == learner.learningRate)
    #expect(RunEdit.all(in: repeated.map { RunEvent(time: 0, $0) }) == edits)
    #expect(applied(repeated).allSatisfy { $0.request.source == "recipe" })
  }

  @Test func editsThatAreAppliedAreMadeAtTheirPlaces() throws {
    let edits = [
      RunEdit(epoch: 0, step: 1, .setLearningRate(.to(0.9))),
      RunEdit(epoch: 2, step: 1, .setLearningRate(.to(0.25))),
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
      learner: FakeLearner([1], validationSteps: 0), callbacks: [poster],
      info: RunInfo(name: "test", epochs: 1), inbox: inbox
    ) { events.append($0) }.fit()
    let refused = events.compactMap {
      if case .commandRefused(_, let why) = $0 { why } else { nil }
    }
    #expect(refused == ["this run has no validation data and no callback that measures"])
  }

  @Test func anAnswerHoldsOldAndNewAndTheChain() throws {
    let (events, learner) = try steered(
      [1, 1], callbacks: [EarlyStopping(monitor: "val_loss", patience: 9)],
      [
        0: [.edit(callback: "early_stopping", field: "patience", value: .integer(4))],
        1: [.setLearningRate(.to(0.05)), .setLearningRate(.to(-1))],
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
}
