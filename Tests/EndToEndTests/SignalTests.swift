import Foundation
import TestSupport
import Testing

/// Every signal that ends the process: the exit status names it, with and without a terminal, in a person's environment.
@Suite(.serialized) struct SignalTests {
  let program: Program
  let run: SteeredRun

  init() throws {
    program = try Program()
    run = SteeredRun(program)
  }

  private func headless(_ options: [String] = []) throws -> PseudoTerminal {
    let terminal = try program.start(
      ["train", "small.yaml", "--headless", "--run", "run", "--set", "epochs=100000"] + options)
    #expect(run.tells("\"epoch_ended\""), "\(terminal.text)")
    return terminal
  }

  private func replay() throws -> PseudoTerminal {
    try Data("epoch,loss\n1,1\n2,0.5\n3,0.4\n".utf8).write(
      to: URL(fileURLWithPath: program.folder + "/log.csv"))
    let terminal = try program.start(["replay", "log.csv"])
    #expect(terminal.shows("epoch 3"), "\(terminal.text)")
    return terminal
  }

  private func watch() throws -> PseudoTerminal {
    #expect(try program.run(["train", "small.yaml", "--run", "run"]).code == 0)
    let terminal = try program.start(["watch", "run"])
    #expect(terminal.shows("EarlyStopping", within: 30), "\(terminal.text)")
    return terminal
  }

  /// Swift's runtime treats QUIT as a crash: it reports it, asks for a key and continues.
  @Test(arguments: [
    SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM, SIGXCPU, SIGPWR, SIGSEGV, SIGABRT, SIGILL, SIGBUS, SIGFPE,
    SIGTRAP, SIGSYS, 34, 64,
  ])
  func withoutAScreenASignalEndsTheProcessByIt(signal: Int32) throws {
    let terminal = try headless()
    terminal.send(signal)
    #expect(terminal.waitForEnd(20) == .signal(signal))
    #expect(!terminal.text.contains("Press space"))
  }

  @Test(arguments: [SIGQUIT, SIGTERM, SIGINT, SIGHUP, SIGUSR1, SIGSEGV, SIGABRT])
  func aReplayEndsByTheSignalAndGivesTheTerminalBack(signal: Int32) throws {
    let terminal = try replay()
    terminal.send(signal)
    #expect(terminal.waitForEnd(20) == .signal(signal))
    terminal.expectGivenBack()
  }

  @Test(arguments: [SIGQUIT, SIGTERM, SIGINT, SIGHUP, SIGUSR1, SIGSEGV, SIGABRT])
  func aWatchEndsByTheSignalAndGivesTheTerminalBack(signal: Int32) throws {
    let terminal = try watch()
    terminal.send(signal)
    #expect(terminal.waitForEnd(20) == .signal(signal))
    terminal.expectGivenBack()
  }

  /// One rule: with a screen or without, a run that a signal ends has trained its chain to the end, and its process ends
  /// by that signal.
  @Test(arguments: [SIGINT, SIGTERM, SIGHUP], [false, true])
  func aRunThatASignalStopsEndsInOrderAndByThatSignal(signal: Int32, hasScreen: Bool) throws {
    let stops = ["--on-hangup", "stop"]
    let terminal =
      hasScreen
      ? try program.start(
        ["train", "small.yaml", "--run", "run", "--set", "epochs=100000"] + stops)
      : try headless(stops)
    if hasScreen { #expect(terminal.shows("EarlyStopping", within: 30)) }
    terminal.send(signal)
    #expect(terminal.waitForEnd(30) == .signal(signal))
    terminal.expectGivenBack()
    #expect(run.hasEndedInOrder())
  }

  @Test(arguments: [SIGINT, SIGTERM], [SIGINT, SIGTERM])
  func aSecondSignalEndsTheProcessAtOnceByIt(first: Int32, second: Int32) throws {
    let terminal = try program.start(try program.slowTraining())
    #expect(run.tells("\"epoch_started\""), "\(terminal.text)")
    terminal.send(first)
    #expect(terminal.shows("a second signal ends it at once"))
    // A signal that comes again at once is the same one.
    usleep(150_000)
    terminal.send(second)
    #expect(terminal.waitForEnd(20) == .signal(second))
    #expect(!run.events.contains("\"run_ended\""))
  }

  /// `timeout` sends its signal to the process and then to its group.
  @Test(arguments: [SIGINT, SIGTERM])
  func aSignalThatComesTwiceAtOnceIsOne(signal: Int32) throws {
    let terminal = try headless()
    for _ in 0..<2 { terminal.send(signal) }
    #expect(terminal.waitForEnd(30) == .signal(signal))
    #expect(run.hasEndedInOrder())
  }

  /// A real crash: memory is suddenly refused.
  @Test(arguments: [false, true])
  func aCrashGivesTheTerminalBackAndWaitsForNoKey(hasScreen: Bool) throws {
    let terminal = hasScreen ? try program.dashboard() : try headless()
    try #require(terminal.refuseMemory())
    // Each larger screen takes new memory.
    for size in 1..<20 where terminal.waitForEnd(0.1) == nil {
      terminal.resize(width: 50 * size, height: 20 * size)
    }
    guard case .signal(let signal) = terminal.waitForEnd(25) else {
      Issue.record("it continues, or waits")
      return
    }
    #expect([SIGABRT, SIGILL, SIGSEGV, SIGTRAP, SIGBUS].contains(signal))
    terminal.expectGivenBack()
  }
}

extension Program {
  /// Arguments of a training whose first validation takes long: a stop waits for it.
  func slowTraining() throws -> [String] {
    let recipe = """
      name: slow
      epochs: 1
      batch_size: 20
      data:
        digits: {train: 20, validation: 30000, noise: 0.3}
      network:
        - dense: {units: 4000}
        - dense: {units: 4000}
      callbacks:
        - csv_logger
      """
    try Data(recipe.utf8).write(to: URL(fileURLWithPath: folder + "/slow.yaml"))
    return ["train", "slow.yaml", "--headless", "--run", "run"]
  }
}

extension PseudoTerminal {
  /// Checks that a shell can use the terminal as before.
  func expectGivenBack() {
    #expect(!screen.isAlternate)
    #expect(screen.isCursorShown)
    #expect(!screen.isMouseWatched)
    #expect(isCooked)
  }
}
