import RunFiles
import RunModel
import Testing

/// The changes of a run by hand, collected from its events.
@Suite struct RunEditTests {
  private func applied(
    _ epoch: Int, _ step: Int, _ command: RunCommand, _ subject: String? = nil,
    _ old: ParameterValue? = nil, _ new: ParameterValue? = nil
  ) -> RunEvent {
    RunEvent(
      time: 0,
      .commandApplied(
        AppliedCommand(
          request: CommandRequest(id: "1", source: "key press", command), epoch: epoch, step: step,
          subject: subject, old: old, new: new, callbacks: [])))
  }

  @Test func changesAreEditsAndOtherCommandsAreNot() {
    let events = [
      applied(0, 3, .pause),
      applied(0, 3, .setLearningRate(.to(0.5)), "learning_rate", .number(0.1), .number(0.5)),
      applied(0, 4, .setLearningRate(.times(0.5)), "learning_rate", .number(0.5), .number(0.25)),
      applied(
        1, 0, .edit(callback: "early_stopping", field: "patience", value: .integer(8)),
        "early_stopping.patience", .integer(5), .integer(8)),
      applied(1, 2, .undo, "early_stopping.patience", .integer(8), .integer(5)),
      applied(2, 1, .reset(callback: "early_stopping"), "early_stopping"),
      applied(
        3, 0, .move(callback: "csv_logger", by: -1), "position of csv_logger", .integer(4),
        .integer(3)),
      applied(3, 5, .stop(.afterEpoch)),
    ]
    #expect(
      RunEdit.all(in: events) == [
        RunEdit(epoch: 0, step: 3, .setLearningRate(.to(0.5))),
        // The number that came of it: repeated, the run is the same.
        RunEdit(epoch: 0, step: 4, .setLearningRate(.to(0.25))),
        RunEdit(
          epoch: 1, step: 0,
          .edit(callback: "early_stopping", field: "patience", value: .integer(8))),
        RunEdit(
          epoch: 1, step: 2,
          .edit(callback: "early_stopping", field: "patience", value: .integer(5))),
        RunEdit(epoch: 2, step: 1, .reset(callback: "early_stopping")),
        RunEdit(epoch: 3, step: 0, .move(callback: "csv_logger", by: -1)),
      ])
  }

  /// An older client answers with the same value twice.
  @Test func whatChangesNothingIsNoEditAndNoMark() {
    let events = [
      RunEvent(time: 0, .runStarted(RunInfo(name: "x", epochs: 9))),
      applied(0, 3, .setEpochs(9), "epochs", .integer(9), .integer(9)),
      applied(
        1, 0, .edit(callback: "early_stopping", field: "patience", value: .integer(8)),
        "early_stopping.patience", .integer(8), .integer(8)),
    ]
    #expect(RunEdit.all(in: events).isEmpty)
    var history = RunHistory()
    events.forEach { history.apply($0) }
    #expect(history.marks.isEmpty && history.entries.isEmpty)
  }

  @Test func editsOfAnEpochThatIsTrainedAgainAreLeftOut() {
    var info = RunInfo(name: "x", epochs: 9, stepsPerEpoch: 4, learningRate: 0.1, callbacks: [])
    func rate(_ epoch: Int, _ step: Int, _ rate: Double) -> RunEvent {
      applied(epoch, step, .setLearningRate(.to(rate)), "learning_rate", .number(1), .number(rate))
    }
    let first = RunEvent(time: 0, .runStarted(info))
    (info.firstEpoch, info.learningRate) = (2, Double(Float(0.2)))
    let second = RunEvent(time: 9, .runStarted(info))
    let edits = RunEdit.all(
      in: [first, rate(1, 2, 0.1), rate(2, 0, 0.2), rate(2, 3, 0.3), second, rate(2, 1, 0.4)])
    #expect(edits.map(\.command) == [0.1, 0.2, 0.4].map { .setLearningRate(.to($0)) })
  }

  /// What was changed in an epoch that was not finished is saved at once, so the next attempt has it.
  @Test func editsOfThatEpochThatAreStillInEffectBeginWithIt() {
    func state(_ id: String, _ fields: [Parameter] = [], best: Double? = nil) -> CallbackState {
      CallbackState(id: id, name: id, best: best, wait: 0, patience: 3, fields: fields)
    }
    let patience = RunCommand.edit(callback: "a", field: "patience", value: .integer(8))
    let delta = RunCommand.edit(callback: "a", field: "min_delta", value: .number(0.5))
    var info = RunInfo(name: "x", epochs: 9, stepsPerEpoch: 4, learningRate: 0.1, callbacks: [])
    let first = RunEvent(time: 0, .runStarted(info))
    info.firstEpoch = 2
    info.learningRate = Double(Float(0.3))
    info.callbacks = [
      state("b"), state("c", best: 1),
      state(
        "a",
        [
          Parameter("patience", .integer(8), .count),
          Parameter("min_delta", .number(0), .magnitude),
        ]
      ),
    ]
    let edits = RunEdit.all(in: [
      first,
      applied(2, 1, .setLearningRate(.to(0.2)), "learning_rate", .number(0.1), .number(0.2)),
      applied(2, 2, .setLearningRate(.to(0.3)), "learning_rate", .number(0.2), .number(0.3)),
      applied(2, 2, patience, "a.patience", .integer(5), .integer(8)),
      applied(2, 3, delta, "a.min_delta", .number(0), .number(0.5)),
      applied(2, 3, .reset(callback: "b"), "b"), applied(2, 3, .reset(callback: "c"), "c"),
      applied(2, 3, .move(callback: "a", by: 2), "position of a", .integer(1), .integer(3)),
      RunEvent(time: 9, .runStarted(info)),
    ])
    // The rest was not saved: the run goes on from a checkpoint, say.
    #expect(
      edits == [
        RunEdit(epoch: 2, step: 0, .setLearningRate(.to(0.3))),
        RunEdit(epoch: 2, step: 0, patience),
        RunEdit(epoch: 2, step: 0, .reset(callback: "b")),
        RunEdit(epoch: 2, step: 0, .move(callback: "a", by: 2)),
      ])
  }

  /// A chain that looks so is that of the checkpoint.
  @Test func movesAndResetsAfterTheCheckpointThatARunGoesOnFromAreLeftOut() {
    let state = CallbackState(
      id: "a", name: "a", wait: 0, patience: 3, fields: [Parameter("patience", .integer(5), .count)]
    )
    var info = RunInfo(name: "x", epochs: 9, stepsPerEpoch: 4, callbacks: [state])
    let first = RunEvent(time: 0, .runStarted(info))
    info.firstEpoch = 2
    func patience(_ old: Int, _ new: Int, in epoch: Int) -> RunEvent {
      applied(
        epoch, 1, .edit(callback: "a", field: "patience", value: .integer(new)), "a.patience",
        .integer(old), .integer(new))
    }
    let edits = RunEdit.all(in: [
      first,
      // Made and taken back: nothing is to be repeated.
      patience(5, 12, in: 4), patience(12, 5, in: 5),
      applied(4, 0, .move(callback: "a", by: 1), "position of a", .integer(1), .integer(2)),
      applied(5, 0, .move(callback: "a", by: -1), "position of a", .integer(2), .integer(1)),
      applied(6, 0, .move(callback: "b", by: 1), "position of b", .integer(1), .integer(2)),
      applied(6, 0, .move(callback: "a", by: -1), "position of a", .integer(2), .integer(1)),
      applied(6, 2, .reset(callback: "a"), "a"),
      RunEvent(time: 9, .runStarted(info)),
    ])
    #expect(edits.isEmpty)
  }

  /// The recipe has the last values: without edits of its own, it would train the first epochs with
  /// them.
  @Test func parametersGivenWhenTheRunWasResumedAreEdits() {
    func info(_ patience: Int, from epoch: Int) -> RunEvent {
      var info = RunInfo(name: "x", epochs: 9, stepsPerEpoch: 4)
      info.firstEpoch = epoch
      info.callbacks = [
        CallbackState(
          id: "a", name: "a", fields: [Parameter("patience", .integer(patience), .count)])
      ]
      return RunEvent(time: 0, .runStarted(info))
    }
    func command(_ patience: Int) -> RunCommand {
      .edit(callback: "a", field: "patience", value: .integer(patience))
    }
    let byHand = applied(1, 2, command(8), "a.patience", .integer(5), .integer(8))
    #expect(
      RunEdit.all(in: [info(5, from: 0), byHand, info(8, from: 3)])
        == [RunEdit(epoch: 1, step: 2, command(8))])
    #expect(
      RunEdit.all(in: [info(5, from: 0), byHand, info(2, from: 3), info(2, from: 5)]) == [
        RunEdit(epoch: 0, step: 0, command(5)), RunEdit(epoch: 1, step: 2, command(8)),
        RunEdit(epoch: 3, step: 0, command(2)),
      ])
  }

  @Test func aRateGivenWhenTheRunWasResumedIsAnEdit() {
    func start(_ rate: Double, from epoch: Int, in framework: String = "") -> RunEvent {
      var info = RunInfo(
        name: "x", epochs: 9, stepsPerEpoch: 4, learningRate: rate, framework: framework)
      info.firstEpoch = epoch
      return RunEvent(time: 0, .runStarted(info))
    }
    let ended = RunEvent(
      time: 1,
      .epochEnded(
        EpochSummary(epoch: 2, logs: [:], learningRate: 0.25, seconds: 1, callbacks: [])))
    #expect(RunEdit.all(in: [start(0.5, from: 0), ended, start(0.25, from: 3)]) == [])
    #expect(
      RunEdit.all(in: [start(0.5, from: 0), ended, start(Double(Float(0.1)), from: 3)]) == [
        RunEdit(epoch: 0, step: 0, .setLearningRate(.to(0.5))),
        RunEdit(epoch: 3, step: 0, .setLearningRate(.to(0.1))),
      ])
    // Changed by hand between the epochs, and in a script, which has not read its checkpoint.
    let byHand = applied(
      3, 0, .setLearningRate(.to(0.1)), "learning_rate", .number(0.25), .number(0.1))
    #expect(
      RunEdit.all(in: [start(0.5, from: 0), ended, byHand, start(Double(Float(0.1)), from: 3)])
        == [RunEdit(epoch: 3, step: 0, .setLearningRate(.to(0.1)))])
    #expect(
      RunEdit.all(in: [start(0.5, from: 0), ended, start(0.5, from: 3, in: "torch")]) == [])
  }

  @Test(arguments: [12, 40]) func epochsAskedForWhenTheRunWasResumedWin(epochs: Int) {
    var info = RunInfo(name: "x", epochs: 9, stepsPerEpoch: 4, learningRate: 0.1, callbacks: [])
    let first = RunEvent(time: 0, .runStarted(info))
    (info.firstEpoch, info.epochs) = (10, epochs)
    let second = RunEvent(time: 9, .runStarted(info))
    let edits = RunEdit.all(
      in: [
        first, applied(3, 1, .setEpochs(11), "epochs", .integer(9), .integer(11)),
        applied(4, 0, .setLearningRate(.to(0.5)), "learning_rate", .number(0.1), .number(0.5)),
        applied(5, 2, .setEpochs(12), "epochs", .integer(11), .integer(12)), second,
        applied(11, 0, .setEpochs(50), "epochs", .integer(epochs), .integer(50)),
      ])
    let rate = RunEdit(epoch: 4, step: 0, .setLearningRate(.to(0.5)))
    let last = RunEdit(epoch: 11, step: 0, .setEpochs(50))
    // Resumed without another number, the run goes on with the one that was set by hand.
    #expect(
      edits
        == (epochs == 40
          ? [rate, last]
          : [
            RunEdit(epoch: 3, step: 1, .setEpochs(11)), rate,
            RunEdit(epoch: 5, step: 2, .setEpochs(12)), last,
          ]))
  }
}
