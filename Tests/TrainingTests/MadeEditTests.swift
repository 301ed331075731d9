import Callbacks
import RunFiles
import RunModel
import TestSupport
import Testing
import Training

/// The edits of a recipe in a run that was interrupted in their epoch.
@Suite struct MadeEditTests {
  private let temporary = TemporaryFolder()
  private var folder: String { temporary.path }

  /// Trains; an interruption comes after a batch, counted from the first epoch.
  private func train(
    _ edits: [RunEdit], until last: Int? = nil, resuming: Bool = false
  ) throws -> (rates: [Float], events: [RunEvent.Kind]) {
    struct Interruption: Error {}
    let learner = FakeLearner([5, 4, 3, 2])
    let current = resuming ? try ResumeState(path: folder + "/state.json") : nil
    var rates: [Float] = []
    var events: [RunEvent.Kind] = []
    let interrupter = LambdaCallback(onTrainBatchBegin: { batch, _, training in
      if training.epoch * 2 + batch == last { throw Interruption() }
      rates.append(learner.learningRate)
    })
    let trainer = Trainer(
      learner: learner, callbacks: [interrupter, EarlyStopping(monitor: "val_loss", patience: 9)],
      info: RunInfo(name: "x", epochs: 4),
      resuming: current.map { ResumePoint(state: $0, folder: folder) }, edits: edits,
      keeper: ResumeKeeper(folder: folder, current: current) { try $0.write(to: $1) }
    ) { events.append($0) }
    do { try trainer.fit() } catch is Interruption {}
    return (rates, events)
  }

  @Test func whatWasMadeBeforeTheInterruptionIsNotMadeAgain() throws {
    let halve = RunCommand.setLearningRate(.times(0.5))
    let edits = [
      RunEdit(epoch: 1, step: 0, halve), RunEdit(epoch: 2, step: 1, halve),
      RunEdit(epoch: 2, step: 2, halve), RunEdit(epoch: 3, step: 1, halve),
    ]
    // Interrupted in the third epoch after its first edit, and twice so.
    #expect(try train(edits, until: 5).rates == [0.1, 0.1, 0.05, 0.05, 0.05])
    #expect(try ResumeState(path: folder + "/state.json").edits == [edits[1]])
    #expect(try train(edits, until: 5, resuming: true).rates == [0.025])
    let (rates, _) = try train(edits, resuming: true)
    #expect(rates == [0.025, 0.025, 0.0125, 0.00625])
  }

  @Test func aMoveThatStillWaitedForTheEndOfTheEpochIsMade() throws {
    let edits = [
      RunEdit(epoch: 1, step: 1, .move(callback: "early_stopping", by: -1)),
      RunEdit(epoch: 1, step: 1, .setLearningRate(.times(0.5))),
    ]
    #expect(try train(edits, until: 3).rates == [0.1, 0.1, 0.1])
    #expect(try ResumeState(path: folder + "/state.json").edits == [edits[1]])
    let (rates, events) = try train(edits, resuming: true)
    #expect(rates.last == 0.05)
    #expect(
      applied(events).map(\.request.command) == [.move(callback: "early_stopping", by: -1)])
  }
}
