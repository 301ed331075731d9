import Foundation
import TestSupport
import Testing

/// The program as the first process of a container, for which the system has no default actions: a signal that nothing
/// handles does nothing there.
@Suite(.serialized, .enabled(if: OtherHostTests.hasNamespaces, "needs unshare --pid"))
struct ContainerTests {
  let program: Program
  let run: SteeredRun

  init() throws {
    program = try Program()
    run = SteeredRun(program)
  }

  private func start(_ arguments: [String]) throws -> PseudoTerminal {
    try #require(
      PseudoTerminal(
        "/bin/sh",
        [
          "-c", "exec unshare --pid --fork --kill-child --mount-proc \"$0\" \"$@\"", Program.path,
        ] + arguments, width: 100, height: 30, folder: program.folder))
  }

  private func train(_ options: [String]) throws -> PseudoTerminal {
    let terminal = try start(
      ["train", "small.yaml", "--run", "run", "--set", "epochs=100000", "--on-hangup", "stop"]
        + options)
    #expect(run.tells("\"epoch_ended\""), "\(terminal.text)")
    return terminal
  }

  private static let inOrder = [SIGTERM, SIGINT, SIGHUP]

  @Test(arguments: [SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGUSR1, SIGABRT], [false, true])
  func aTrainingEndsWithTheCodeOfTheSignal(signal: Int32, hasScreen: Bool) throws {
    let terminal = try train(hasScreen ? [] : ["--headless"])
    kill(try #require(terminal.child), signal)
    #expect(terminal.endsAsShellsTellIt(signal, within: 30))
    terminal.expectGivenBack()
    if Self.inOrder.contains(signal) { #expect(run.hasEndedInOrder()) }
  }

  @Test(arguments: [SIGTERM, SIGINT])
  func twoSignalsEndItAtOnce(signal: Int32) throws {
    let terminal = try start(try program.slowTraining())
    #expect(run.tells("\"epoch_started\""), "\(terminal.text)")
    let child = try #require(terminal.child)
    kill(child, signal)
    #expect(terminal.shows("a second signal ends it at once"))
    // A signal that comes again at once is the same one.
    usleep(150_000)
    kill(child, signal)
    #expect(terminal.endsAsShellsTellIt(signal, within: 20))
    #expect(!run.events.contains("\"run_ended\""))
  }

  @Test(arguments: ["watch", "replay"], [SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGUSR1])
  func aScreenEndsWithTheCodeOfTheSignal(command: String, signal: Int32) throws {
    #expect(try program.run(["train", "small.yaml", "--run", "run"]).code == 0)
    let terminal = try start([command, "run"])
    #expect(terminal.shows("EarlyStopping", within: 30), "\(terminal.text)")
    kill(try #require(terminal.child), signal)
    #expect(terminal.endsAsShellsTellIt(signal, within: 20))
    terminal.expectGivenBack()
  }
}

extension PseudoTerminal {
  /// Returns true when a shell reports 128 + signal; a first process with several threads may also die by the signal.
  fileprivate func endsAsShellsTellIt(_ signal: Int32, within seconds: Double) -> Bool {
    let end = waitForEnd(seconds)
    return end == .exit(128 + signal) || end == .signal(signal)
  }

  /// The process that the program has started; nil when there is none.
  var child: pid_t? {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.compactMap { pid_t($0) }.first { number in
      let stat = try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8)
      // After the name in parentheses: the state, then the parent.
      let fields = stat?.split(separator: ")").last?.split(separator: " ") ?? []
      return fields.count > 1 && fields[1] == "\(process)"
    }
  }
}
