import Foundation
import JSONText
import RunFiles
import RunModel
import TestSupport
import Testing

/// Requests that arrive while a run resumes are for the process that resumes it; earlier ones are not.
@Suite(.serialized) struct ResumedCommandsTests {
  let program: Program
  let run: SteeredRun

  init() throws {
    program = try Program()
    run = SteeredRun(program)
  }

  @Test func whatIsAskedWhileARunResumesIsObeyedOnceAndNothingOlder() throws {
    #expect(
      try program.run(["train", "small.yaml", "--run", "run", "--set", "epochs=1"]).code == 0)
    try run.ask(#"{"command":"stop","id":"too-old"}"#)
    // Reading a long history takes a while; meanwhile the run is locked and does not obey yet.
    let step = RunEvent(
      time: 1,
      .stepEnded(
        StepProgress(
          epoch: 0, step: 1, steps: 10, logs: ["loss": .number(1)], recent: ["loss": .number(1)],
          samplesPerSecond: 1)))
    let lines = String(repeating: step.json.text + "\n", count: 60_000)
    let events = try #require(FileHandle(forWritingAtPath: run.folder + "/events.jsonl"))
    try events.seekToEnd()
    try events.write(contentsOf: Data(lines.utf8))
    try events.close()
    let terminal = try program.start(
      ["train", "run", "--resume", "--headless", "--set", "epochs=100000"])
    var liveness = RunLiveness(RunDirectory(path: run.folder))
    try #require(eventually { liveness.isTrained(nil) })
    // The program reads the long file now; nothing outside shows it.
    usleep(100_000)
    try run.ask(
      #"{"command":"edit","callback":"early_stopping","field":"patience","value":321,"id":"early"}"#
    )
    // The test means something only if the request came before the run continued.
    try #require(run.events.components(separatedBy: "\"run_started\"").count == 2)
    #expect(run.tells("\"early\""), "\(terminal.text)")
    #expect(run.trainsOn())
    try run.ask(SteeredRun.stop)
    #expect(terminal.waitForEnd(60) == .exit(0))
    let answers = run.events.split(separator: "\n").filter { $0.contains("\"early\"") }
    #expect(answers.count == 1 && answers.first?.contains("\"applied\"") == true)
    #expect(!run.events.contains("too-old"))
  }
}
