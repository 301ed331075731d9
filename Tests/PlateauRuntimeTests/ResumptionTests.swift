import Dispatch
import Recipes
import RunFiles
import RunModel
import TestSupport
import Testing
import Training

@testable import PlateauRuntime

/// Runs that are started and continued in this process.
@Suite struct ResumptionTests {
  private let folder = TemporaryFolder()

  private func recipe(_ settings: String..., edits: String = "[]") throws -> Recipe {
    try Recipe(
      yaml: """
        name: small
        epochs: 2
        batch_size: 20
        data:
          digits: {train: 60, validation: 20, noise: 0.3}
        network:
          - dense: {units: 4}
        callbacks:
          - early_stopping: {monitor: val_loss, patience: 50}
          - model_checkpoint: {monitor: val_loss}
        edits: \(edits)
        """, file: "small.yaml", settings: settings)
  }

  private func train(_ launcher: RunLauncher) throws {
    let session = launcher.makeSession()
    launcher.start(session)
    #expect(session.wait(.seconds(60)))
    #expect(session.failureReason == nil)
  }

  private func resume(
    checkpoint: String? = nil, _ settings: String...
  ) throws -> Resumption {
    try Resumption(
      recipe: nil, folder: folder.path("run"), checkpoint: checkpoint, settings: settings)
  }

  private func refusal(_ body: () throws -> Resumption) -> CommandFailure? {
    #expect(throws: CommandFailure.self) { _ = try body() }
  }

  @Test func aRunOfOneEpochIsOverAfterIt() throws {
    try train(try RunLauncher(try recipe("epochs=1"), folder: folder.path("run")))
    let over = #expect(throws: Resumption.NothingToDo.self) { _ = try resume() }
    #expect(over?.words == "small: it has trained its only epoch; --set epochs=11 continues it")
  }

  @Test func aRunThatIsOverContinuesWithMoreEpochsOnly() throws {
    try train(try RunLauncher(try recipe(), folder: folder.path("run")))
    let over = #expect(throws: Resumption.NothingToDo.self) { _ = try resume() }
    #expect(over?.words == "small: it has trained all 2 epochs; --set epochs=12 continues it")
    let resumption = try resume("epochs=3")
    #expect(!resumption.startsOver && resumption.point?.state.epoch == 2)
    let launcher = try RunLauncher(resuming: resumption)
    #expect(launcher.history.epochs.count == 2)
    try train(launcher)
    #expect(try RunHistory(events: folder.path("run/events.jsonl")).epochs.count == 3)
  }

  @Test func aParameterThatIsSetWinsOverAChangeByHandEvenIfItIsTheRecipesOwn() throws {
    let edits = "[{epoch: 1, set: early_stopping.patience, to: 9}]"
    try train(try RunLauncher(try recipe(edits: edits), folder: folder.path("run")))
    #expect(try resume("epochs=3").point?.keeping["early_stopping"] == nil)
    let taken = try resume("epochs=3", "early_stopping.patience=50")
    #expect(taken.point?.keeping["early_stopping"] == ["patience"])
  }

  @Test func whatIsNotARunOrACheckpointOfItIsRefused() throws {
    #expect(refusal { try resume() }?.lines[0].contains("holds no run") == true)
    try train(try RunLauncher(try recipe(), folder: folder.path("run")))
    let text = refusal { try resume(checkpoint: folder.path("run/log.csv"), "epochs=3") }
    #expect(text?.status == .usage)
    let other = refusal { try resume(checkpoint: folder.path("a.safetensors"), "epochs=3") }
    #expect(other?.lines[0].hasSuffix("so it does not belong to this run") == true)
    let missing = folder.path("run/checkpoints/none.safetensors")
    #expect(
      refusal { try resume(checkpoint: missing, "epochs=3") }?.lines[0]
        .contains("continue with --checkpoint") == true)
  }

  @Test func aFolderWithARunIsNotClaimedAgain() throws {
    try train(try RunLauncher(try recipe(), folder: folder.path("run")))
    let error = #expect(throws: CommandFailure.self) {
      _ = try RunLauncher(try recipe(), folder: folder.path("run"))
    }
    #expect(error?.status == .usage)
    #expect(error?.lines[0].contains("this folder already holds a run") == true)
  }

  @Test func aRecipeThatCannotTrainIsRefusedWithItsReason() throws {
    let wrong = try recipe("early_stopping.monitor=none")
    let error = #expect(throws: CommandFailure.self) {
      _ = try RunLauncher(wrong, folder: folder.path("run"))
    }
    #expect(error?.status == .usage && error?.lines.first?.contains("give it mode") == true)
    #expect(!folder.has("run"))
  }
}
