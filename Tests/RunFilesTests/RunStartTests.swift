import Foundation
import JSONText
import RunFiles
import RunModel
import TestSupport
import Testing

/// The last start of a run, read without all of its events.
@Suite struct RunStartTests {
  private func start(_ lines: [String]) throws -> RunStart {
    let folder = TemporaryFolder()
    try folder.write(lines.joined(separator: "\n"), "events.jsonl")
    return RunStart(RunDirectory(path: folder.path))
  }

  private static func line(_ time: Double, _ kind: RunEvent.Kind) -> String {
    RunEvent(time: time, kind).json.text
  }

  private static func begun(_ time: Double, epoch: Int = 0) -> String {
    var info = RunInfo(name: "x", epochs: 9, learningRate: 0.1)
    info.firstEpoch = epoch
    return line(time, .runStarted(info))
  }

  @Test func theLastAttemptCounts() throws {
    let lines = [
      Self.begun(10), Self.line(11, .epochStarted(epoch: 0)), Self.begun(20, epoch: 1),
      Self.line(21, .message(from: "run_started", text: "run_started")),
    ]
    let start = try start(lines)
    #expect(start.time == 20 && start.info?.firstEpoch == 1)
  }

  @Test func whatIsCutOrNoEventIsPassedOver() throws {
    #expect(try start([]).time == nil)
    #expect(try start([#"{"event":"run_started","time":5"#]).info == nil)
    #expect(try start([Self.begun(10), #"{"event":"run_started","time":5"#]).time == 10)
    #expect(RunStart(RunDirectory(path: "/nowhere")).time == nil)
  }
}
