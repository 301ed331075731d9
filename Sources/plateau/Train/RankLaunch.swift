import ArgumentParser
import BareFoundation
import Cells
import NcursesSurface
import PlateauRuntime
import Recipes
import RunFiles
import RunModel
import ScriptRuns
import SystemFiles

/// The start of one run with several ranks.
struct RankLaunch {
  let launcher: RankLauncher

  /// Trains with progress lines: in place of this process or, where there is a terminal whose loss would end
  /// the launcher, in a session of its own.
  func train(_ arguments: [String], hangup: HangupPolicy) throws {
    guard let command = ScriptCommand(words(arguments)) else { return }
    let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
    guard terminal >= 0 else { throw CommandFailure("\(command.takeThisProcess())") }
    close(terminal)
    let signals = SignalInbox(leavesIgnored: true, also: [SIGQUIT])
    let child = try ChildProcess(
      command.arguments, environment: ScriptClient.inherited,
      files: (.path("/dev/null"), .same, .same), group: .ownSession)
    while true {
      if let end = child.end(waits: false) {
        if end == .code(0) { return }
        throw ExitCode(end.exitCode)
      }
      guard let signal = signals.next(timeout: .milliseconds(100)) else { continue }
      if signal != SIGHUP {
        child.ask(toEndBy: signal, group: true)
      } else {
        if hangup == .stop { child.ask(toEndBy: SIGTERM, group: true) }
        SignalInbox.die(by: SIGHUP)
      }
    }
  }

  /// Trains in a session of its own, which goes on when the screen is left, and shows the run.
  ///
  /// - Parameters:
  ///   - folder: The run's folder, which exists.
  ///   - screen: The options of the screen.
  ///   - hangup: The reaction to a lost terminal.
  func show(
    _ arguments: [String], in folder: String, _ screen: ScreenOptions, hangup: HangupPolicy
  ) throws {
    let output = folder + "/launcher.log"
    let signals = SignalInbox(leavesIgnored: true)
    let child = try ChildProcess(
      words(arguments), environment: ScriptClient.inherited, output: output, isNew: true,
      group: .ownSession)
    let run = RunDirectory(path: folder)
    let size = FileStamp(path: run.events).size
    Terminal.printError("\(folder): starting the ranks…")
    // A launcher that cannot start the ranks says so at once.
    while FileStamp(path: run.events).size <= max(0, size) {
      if let signal = signals.next(timeout: .milliseconds(50)) {
        end(child, by: signal, hangup, in: folder, output)
      }
      if let end = child.end(waits: false) {
        guard end == .code(0) else { throw failure(end, in: folder, output) }
        return try Terminal.print(lines(of: output).joined(separator: "\n") + "\n")
      }
    }
    let source = RunWatch(run, preset: SavedRuns.ownPreset(run), requester: nil)
    let outcome = try screen.present(source, of: [folder])
    switch outcome {
    case .hangup, .signal(SIGHUP):
      if hangup == .stop {
        // Without room for it, the launcher's signal ends the run.
        try? CommandWriter(path: run.commands).append(
          CommandRequest(id: "hangup", source: "hangup", .stop(.now)))
      }
      SignalInbox.die(by: SIGHUP)
    case .signal(let signal): SignalInbox.die(by: signal)
    case .quit, .leftScreen, .trainOn, nil: break
    }
    guard let end = child.end(waits: false) else {
      Terminal.printError(
        "the run keeps training; plateau watch \(folder) brings the screen back")
      return
    }
    if end != .code(0) { throw failure(end, in: folder, output) }
  }

  /// Ends the launcher, which has not started the ranks yet, and then this process; a lost terminal
  /// alone need not end them.
  private func end(
    _ child: ChildProcess, by signal: Int32, _ hangup: HangupPolicy, in folder: String,
    _ output: String
  ) -> Never {
    if signal != SIGHUP || hangup == .stop {
      child.send(SIGTERM, toGroup: true)
      for _ in 0..<60 where child.end(waits: false) == nil { usleep(50_000) }
      child.send(SIGKILL, toGroup: true)
      discard(folder, output)
    }
    SignalInbox.die(by: signal)
  }

  /// Removes what was made for a run that has not begun.
  private func discard(_ folder: String, _ output: String) {
    guard RunDirectory(at: folder) == nil else { return }
    unlink(output)
    rmdir(folder)
  }

  private func words(_ arguments: [String]) -> [String] {
    launcher.words + [Terminal.program] + arguments
  }

  /// The failure of the launcher, with what it printed.
  private func failure(
    _ end: ScriptEnd, in folder: String, _ output: String
  ) -> CommandFailure {
    let lines = lines(of: output)
    discard(folder, output)
    return CommandFailure(
      lines + ["mpirun ended with exit code \(end.exitCode)"], .failure)
  }

  /// The last lines that the launcher and its processes printed.
  private func lines(of output: String) -> [String] {
    let text = (try? String(contentsOfFile: output, encoding: .utf8)) ?? ""
    return text.split(whereSeparator: \.isNewline).suffix(12).map { String($0).sanitized }
  }
}
