import Foundation
import TestSupport
import Testing

/// The thread that draws is not the one that obeys: a stop and a signal are answered even when nobody reads the output.
@Suite(.serialized) struct ObedienceTests {
  let program: Program
  let run: SteeredRun

  init() throws {
    program = try Program()
    run = SteeredRun(program)
  }

  private let arguments = ["train", "small.yaml", "--run", "run", "--set", "epochs=1000000"]

  /// The dashboard on a terminal that nobody reads any more, in the middle of a frame.
  private func frozenDashboard() throws -> PseudoTerminal {
    let terminal = try program.start(arguments)
    #expect(terminal.shows("EarlyStopping", within: 30), "\(terminal.text)")
    try terminal.freeze()
    for width in 0..<10 {
      terminal.resize(width: 90 + width, height: 30)
      // Nothing outside shows that the program has seen the size.
      usleep(30_000)
    }
    return terminal
  }

  @Test func onAFrozenTerminalAStopIsAnsweredAndASignalEndsTheProcess() throws {
    let terminal = try frozenDashboard()
    #expect(run.trainsOn())
    try run.ask(SteeredRun.stop)
    #expect(run.tells("\"the-stop\"", within: 20))
    #expect(run.tells("\"run_ended\""))
    terminal.send(SIGTERM)
    #expect(terminal.endsUnread())
    #expect(terminal.waitForEnd() == .signal(SIGTERM))
  }

  @Test func onAFrozenTerminalASignalEndsTheRunInOrder() throws {
    let terminal = try frozenDashboard()
    terminal.send(SIGTERM)
    #expect(terminal.endsUnread())
    #expect(terminal.waitForEnd() == .signal(SIGTERM))
    #expect(run.hasEndedInOrder())
  }

  @Test(arguments: ["watch", "replay"])
  func aScreenOnAFrozenTerminalEndsByOneSignal(command: String) throws {
    #expect(try program.run(["train", "small.yaml", "--run", "run"]).code == 0)
    let terminal = try program.start([command, "run"])
    #expect(terminal.shows("EarlyStopping", within: 30), "\(terminal.text)")
    try terminal.freeze()
    for width in 0..<10 {
      terminal.resize(width: 90 + width, height: 30)
      // Nothing outside shows that the program has seen the size.
      usleep(30_000)
    }
    terminal.send(SIGTERM)
    #expect(terminal.endsUnread())
    #expect(terminal.waitForEnd() == .signal(SIGTERM))
  }

  /// A run whose standard output is a pipe that is full from the start.
  private func fullPipe() throws -> (process: Process, pipe: Pipe) {
    let pipe = Pipe()
    let end = pipe.fileHandleForWriting.fileDescriptor
    let flags = fcntl(end, F_GETFL)
    _ = fcntl(end, F_SETFL, flags | O_NONBLOCK)
    let dots = [UInt8](repeating: 0x2E, count: 4096)
    while write(end, dots, dots.count) > 0 || write(end, dots, 1) > 0 {}
    _ = fcntl(end, F_SETFL, flags)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: program.folder)
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    #expect(run.tells("\"epoch_ended\""))
    return (process, pipe)
  }

  private func ends(_ process: Process, within seconds: Double = 30) -> Bool {
    let hasEnded = eventually(within: .seconds(seconds)) { !process.isRunning }
    if !hasEnded { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    return hasEnded
  }

  @Test func withAFullPipeAStopEndsTheRun() throws {
    let (process, pipe) = try fullPipe()
    #expect(run.trainsOn())
    try run.ask(SteeredRun.stop)
    #expect(run.tells("\"the-stop\"", within: 20))
    #expect(ends(process))
    #expect(process.terminationReason == .exit && process.terminationStatus == 0)
    #expect(run.hasEndedInOrder())
    withExtendedLifetime(pipe) {}
  }

  @Test func withAFullPipeASignalEndsTheRunInOrder() throws {
    let (process, pipe) = try fullPipe()
    kill(process.processIdentifier, SIGTERM)
    #expect(ends(process))
    #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGTERM)
    #expect(run.hasEndedInOrder())
    withExtendedLifetime(pipe) {}
  }

  @Test(arguments: [false, true])
  func aFloodOfEditsHoldsNothingUp(bySignal: Bool) throws {
    let terminal = try program.start(arguments + ["--headless"])
    #expect(run.tells("\"epoch_ended\""))
    let count = rounds(1) == 1 ? 20_000 : 200_000
    try run.append(
      (1...count).map {
        #"{"command":"edit","callback":"early_stopping","field":"patience","value":\#($0 + 500)}"#
          + "\n"
      }.joined())
    #expect(run.tells("early_stopping.patience"))
    // It trains while it answers.
    #expect(run.trainsOn())
    if bySignal {
      terminal.send(SIGTERM)
    } else {
      try run.ask(SteeredRun.stop)
      #expect(run.tells("\"the-stop\"", within: 20))
    }
    #expect(terminal.waitForEnd(60) == (bySignal ? .signal(SIGTERM) : .exit(0)))
    let events = run.events
    #expect(run.hasEndedInOrder())
    // Nobody waits for these answers, so one event reports all requests that came too late.
    let applied = events.count(of: "\"applied\"")
    let late = events.split(separator: "\n").filter { $0.contains("came too late") }
    #expect(applied >= count || late.count == 1)
    #expect(events.count(of: "\"refused\"") == 0)
    #expect(late.allSatisfy { $0.contains("from commands.jsonl, the first line-") })
  }

  @Test func whoTellsAFloodedRunToStopIsAnswered() throws {
    let terminal = try program.start(arguments + ["--headless"])
    #expect(run.tells("\"epoch_ended\""))
    try run.append(
      String(
        repeating: #"{"command":"edit","callback":"early_stopping","field":"patience","value":7}"#
          + "\n", count: 20_000))
    let told = try program.run(["tell", "run", "stop"])
    #expect(told.code == 0, "\(told.errors)")
    #expect(told.output.hasPrefix("stops in epoch "))
    #expect(terminal.waitForEnd(60) == .exit(0))
  }

  @Test func manyBadLinesAreOneWarning() throws {
    let terminal = try program.start(arguments + ["--headless"])
    #expect(run.tells("\"epoch_ended\""))
    try run.append(String(repeating: "garbage\n", count: 50_000))
    #expect(run.tells("are not commands; the first: line 1: not JSON"))
    try run.ask(SteeredRun.stop)
    #expect(terminal.waitForEnd(30) == .exit(0))
    // At most one per second, where reading takes longer.
    #expect(run.events.count(of: "no commands") < 20)
  }

  @Test(arguments: ["mkfifo", "mkdir", "ln -s /dev/zero", "ln -s /dev/tty"])
  func whatIsNoFileInPlaceOfTheCommandsIsToldOnceAndBlocksNothing(command: String) throws {
    let terminal = try program.start(arguments + ["--headless"])
    #expect(run.tells("\"epoch_ended\""))
    try run.ask(#"{"command":"pause"}"#, #"{"command":"resume"}"#)
    #expect(run.tells("\"resumed\""))
    let path = run.folder + "/commands.jsonl"
    try FileManager.default.removeItem(atPath: path)
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = ["-c", "\(command) \"$0\"", path]
    try shell.run()
    shell.waitUntilExit()
    #expect(run.tells("where a file should be"))
    #expect(run.trainsOn())
    terminal.send(SIGTERM)
    #expect(terminal.waitForEnd(30) == .signal(SIGTERM))
    #expect(run.hasEndedInOrder())
    #expect(run.events.count(of: "where a file should be") == 1)
  }

  @Test func commandsInAFileThatWasRotatedAreAllObeyed() throws {
    let terminal = try program.start(arguments + ["--headless"])
    #expect(run.tells("\"epoch_ended\""))
    try run.ask(#"{"command":"undo","id":"first"}"#)
    #expect(run.tells("\"first\""))
    let path = run.folder + "/commands.jsonl"
    try FileManager.default.moveItem(atPath: path, toPath: path + ".1")
    try run.ask(
      #"{"command":"undo","id":"second"}"#, #"{"command":"undo","id":"third"}"#, SteeredRun.stop)
    #expect(terminal.waitForEnd(30) == .exit(0))
    #expect(run.events.contains("\"second\"") && run.events.contains("\"third\""))
    #expect(!run.events.contains("not JSON"))
  }
}
