import Callbacks
import Foundation
import RunModel
import TestSupport
import Testing

@Suite struct ModelCheckpointTests {
  private let temporary = TemporaryFolder()
  private var folder: String { temporary.path }

  @Test func onlyTheBestIsSavedWithKerassWords() throws {
    let callback = try ModelCheckpoint(
      path: folder + "/best-{epoch:02d}-{val/mAP:.3f}.safetensors", folder: folder,
      monitor: "val/mAP", verbose: 1, saveBestOnly: true, mode: .max)
    let stage = Stage()
    try stage.begin(callback)
    for (epoch, value) in [0.5, 0.4, 0.75].enumerated() {
      try stage.end(callback, epoch: epoch, Logs([("val/mAP", .number(value))]))
    }
    #expect(
      stage.model.saved == [
        folder + "/best-01-0.500.safetensors", folder + "/best-03-0.750.safetensors",
      ])
    #expect(
      stage.events.contains(.checkpointSaved(epoch: 2, path: "best-03-0.750.safetensors")))
    #expect(
      stage.takeMessages().filter { $0.contains("improve") } == [
        "Epoch 1: val/mAP improved from None to 0.50000, saving model to "
          + folder + "/best-01-0.500.safetensors",
        "Epoch 2: val/mAP did not improve from 0.50000",
        "Epoch 3: val/mAP improved from 0.50000 to 0.75000, saving model to "
          + folder + "/best-03-0.750.safetensors",
      ])
  }

  @Test func aMissingMetricIsWarnedOfAndSavedAnyway() throws {
    let callback = try ModelCheckpoint(
      path: "a.safetensors", monitor: "val_loss", saveBestOnly: true)
    let stage = Stage()
    try stage.end(callback, epoch: 0, ["loss": 1])
    #expect(stage.model.saved == ["a.safetensors"])
    #expect(
      stage.events.first
        == .warning(
          from: "ModelCheckpoint", text: "Can save best model only with val_loss available."))
  }

  @Test(arguments: [
    ("{epoch}", "7"), ("{epoch:04d}", "0007"), ("{{x}}", "{x}"), ("{loss:.2f}", "0.13"),
    ("{loss:.1e}", "1.3e-01"), ("{loss}", "0.125"),
  ])
  func fieldsAreFilledInAsPythonDoes(template: String, text: String) throws {
    let callback = try ModelCheckpoint(path: template + ".safetensors", monitor: "loss")
    let stage = Stage()
    let loss = template == "{loss}" ? 0.125 : 0.1251
    try stage.end(callback, epoch: 6, Logs([("loss", .number(loss))]))
    #expect(stage.model.saved == [text + ".safetensors"])
  }

  @Test(arguments: ["{val_loss}", "{epoch:x}", "{epoch", "}", "{loss:%}"])
  func aTemplateThatCannotBeFilledIsAnError(template: String) throws {
    let callback = try ModelCheckpoint(path: template + ".safetensors", monitor: "loss")
    #expect(throws: CallbackError.self) { try Stage().end(callback, epoch: 0, ["loss": 1]) }
  }

  @Test func plainBracesNameNoMetric() throws {
    let callback = try ModelCheckpoint(path: "{{loss}}-{epoch}-{acc:.2f}.safetensors", monitor: "m")
    #expect(callback.monitors == ["m", "acc"])
  }

  @Test func anotherEndingIsRefused() {
    #expect(throws: CallbackError.self) { try ModelCheckpoint(path: "model.keras") }
  }
}
