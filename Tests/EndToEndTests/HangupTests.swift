import Foundation
import TestSupport
import Testing

/// A broken connection does not cost a night: the run continues when its terminal is gone.
@Suite(.serialized) struct HangupTests {
  let program: Program
  let run: SteeredRun

  init() throws {
    program = try Program()
    run = SteeredRun(program)
  }

  private func start(_ more: [String] = [], isHeadless: Bool = false) throws -> PseudoTerminal {
    try program.start(
      ["train", "small.yaml", "--run", "run", "--set", "epochs=1000000"]
        + (isHeadless ? ["--headless"] : []) + more)
  }

  private func expectToGoOn(_ terminal: PseudoTerminal) throws {
    #expect(run.tells("training continues; return with plateau watch run"))
    #expect(run.trainsOn())
    try run.ask(SteeredRun.stop)
    #expect(run.tells("\"the-stop\""))
    #expect(terminal.waitForEnd(30) == .exit(0))
    #expect(run.hasEndedInOrder())
  }

  @Test(arguments: [false, true], 0..<rounds(2))
  func aTerminalThatGoesAwayLeavesTheRunTraining(isHeadless: Bool, round: Int) throws {
    let terminal = try start(isHeadless: isHeadless)
    #expect(run.tells("\"epoch_started\""))
    terminal.read(Double.random(in: 0...0.5)) { _ in false }
    terminal.hangUp()
    try expectToGoOn(terminal)
  }

  @Test(arguments: [false, true], 0..<rounds(1))
  func aHangupSignalLeavesTheRunTraining(isHeadless: Bool, round: Int) throws {
    let terminal = try start(isHeadless: isHeadless)
    #expect(run.tells("\"epoch_started\""))
    terminal.read(Double.random(in: 0...0.5)) { _ in false }
    // The system and the shell each send one.
    terminal.send(SIGHUP)
    terminal.send(SIGHUP)
    terminal.read(1) { _ in false }
    #expect(!terminal.screen.isAlternate)
    #expect(terminal.isCooked)
    try expectToGoOn(terminal)
  }

  /// A window that is closed ends no sweep and no ranks, whatever their launcher thinks of it.
  @Test func aSweepGoesOnWithoutItsTerminal() throws {
    let terminal = try program.start([
      "sweep", "small.yaml", "--over", "epochs=100000,100001", "--folder", "s", "--headless",
      "--jobs", "1",
    ])
    try expectToGrow("s/1-epochs=100000", without: terminal)
    #expect(try program.run(["sweep", "s", "--stop"]).output.contains("is ending"))
    #expect(terminal.waitForEnd(30) == .signal(SIGTERM))
  }

  @Test(
    .enabled(if: MPILauncher.openMPI.path != nil, "needs Open MPI"))
  func ranksGoOnWithoutTheirTerminal() throws {
    let terminal = try program.start(
      [
        "train", "small.yaml", "--set", "epochs=100000", "--ranks", "2", "--run", "r", "--headless",
      ],
      environment: MPILauncher.openMPI.environment)
    try expectToGrow("r", without: terminal)
    #expect(try program.run(["tell", "r", "stop"]).code == 0)
    // The answer comes before the end.
    func hasEnded() throws -> Bool { try program.file("r/events.jsonl").contains("\"run_ended\"") }
    for _ in 0..<300 where try !hasEnded() { usleep(100_000) }
    #expect(try hasEnded())
  }

  private func expectToGrow(_ folder: String, without terminal: PseudoTerminal) throws {
    func epochs() -> Int {
      ((try? program.file(folder + "/log.csv")) ?? "").split(separator: "\r\n").count
    }
    terminal.read(30) { _ in epochs() > 2 }
    terminal.hangUp()
    terminal.send(SIGHUP)
    // Everything that was written before.
    usleep(500_000)
    let before = epochs()
    #expect(before > 2)
    for _ in 0..<200 where epochs() <= before + 1 { usleep(100_000) }
    #expect(epochs() > before + 1)
  }

  @Test func afterTheHangupASignalStillEndsItInOrder() throws {
    let terminal = try start()
    #expect(run.tells("\"epoch_started\""))
    terminal.hangUp()
    #expect(run.tells("the terminal went away"))
    terminal.send(SIGTERM)
    #expect(terminal.waitForEnd(30) == .signal(SIGTERM))
    #expect(run.hasEndedInOrder())
  }

  @Test func aPausedRunIsLeftPausedAtRestAndObeys() throws {
    let terminal = try start()
    #expect(run.tells("\"epoch_started\""))
    try run.ask(#"{"command":"pause"}"#)
    #expect(run.tells("\"paused\""))
    terminal.hangUp()
    #expect(run.tells("the terminal went away"))
    let before = try ticks(terminal.process)
    sleep(1)
    // A process that keeps polling a dead terminal would use all hundred ticks of the second.
    #expect(try ticks(terminal.process) - before < 50)
    try run.ask(#"{"command":"resume"}"#)
    try expectToGoOn(terminal)
  }

  /// The processor time of a process, in hundredths of a second.
  private func ticks(_ process: Int32) throws -> Int {
    let stat = try String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
    let fields = try #require(stat.split(separator: ")").last).split(separator: " ")
    return try #require(Int(fields[11])) + #require(Int(fields[12]))
  }

  @Test(arguments: [false, true])
  func whoWantsTheOldWayGetsIt(isHeadless: Bool) throws {
    let terminal = try start(["--on-hangup", "stop"], isHeadless: isHeadless)
    #expect(run.tells("\"epoch_started\""))
    terminal.hangUp()
    #expect(terminal.waitForEnd(30) == .signal(SIGHUP))
    #expect(run.hasEndedInOrder())
    #expect(run.events.contains("SIGHUP"))
  }

  @Test(arguments: ["watch", "replay"])
  func aScreenThatOnlyLooksEndsWithItsTerminal(command: String) throws {
    let result = try program.run(["train", "small.yaml", "--run", "run"])
    #expect(result.code == 0)
    let terminal = try program.start([command, "run"])
    #expect(terminal.shows("EarlyStopping", within: 30), "\(terminal.text)")
    terminal.hangUp()
    #expect(terminal.waitForEnd(30) == .signal(SIGHUP))
  }
}
