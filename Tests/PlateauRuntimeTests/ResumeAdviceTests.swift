import Foundation
import RunFiles
import RunModel
import TestSupport
import Testing

@testable import PlateauRuntime

/// Advice is given only when it can be followed.
@Suite struct ResumeAdviceTests {
  private let folder = TemporaryFolder()

  private func advice(epochs: Int, files: [String]) throws -> String? {
    let run = RunDirectory(path: folder.path + "/run")
    try FileManager.default.createDirectory(
      atPath: run.checkpoints, withIntermediateDirectories: true)
    for file in files {
      try Data("{}".utf8).write(to: URL(fileURLWithPath: run.path + "/" + file))
    }
    var history = RunHistory()
    for epoch in 0..<epochs {
      history.apply(
        RunEvent(
          time: 1,
          .epochEnded(
            EpochSummary(
              epoch: epoch, logs: ["loss": 1], learningRate: 1, seconds: 1, callbacks: []))))
    }
    return ResumeAdvice.command(for: run, history)?.replacing(folder.path + "/", with: "")
  }

  @Test func aRunWithAStateIsContinued() throws {
    #expect(try advice(epochs: 2, files: ["state.json"]) == "plateau train run --resume")
  }

  @Test func aRunInItsFirstEpochStartsOver() throws {
    #expect(try advice(epochs: 0, files: []) == "plateau train run --resume")
    #expect(try advice(epochs: 1, files: []) == "plateau train run --resume")
  }

  @Test func withoutAStateACheckpointIsNamedAndWithoutBothNothing() throws {
    #expect(try advice(epochs: 2, files: []) == nil)
    #expect(
      try advice(epochs: 2, files: ["checkpoints/best.state.json"])
        == "plateau train run --resume --checkpoint run/checkpoints/best.safetensors")
  }
}
