import ArgumentParser
import BareFoundation
import Cells
import Dashboard
import NcursesSurface
import PlateauRuntime
import RunFiles
import RunModel
import ScriptRuns
import Simulation
import SystemFiles

/// `plateau run`: starts a script and shows it.
struct Run: PlateauCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run a training script unchanged, and watch and steer it.",
    discussion: """
      For example:

        plateau run -- python train.py --epochs 50

      What the script prints is kept in the run's folder as output.log. Where it trains with Keras, PyTorch Lightning, \
      Hugging Face, Ultralytics, MMEngine or PyTorch, its callbacks are shown and can be steered; otherwise the \
      curves of its text are shown. The key o shows the text itself. The script runs in a session of its own: it \
      keeps running when you leave the screen or lose the connection, and plateau watch RUN comes back to it.

      Without a terminal, or with --headless, the script's output is passed through, with its exit code.
      """)

  @Option(name: .customLong("run"), help: "The run's folder (default: runs/DATE-SCRIPT).")
  var folder: String?

  @Flag(
    help: """
      Start the script again in the folder of --run, where it broke off; it goes on from its own checkpoint.
      """)
  var resume = false

  @Flag(help: "Pass the script's output through instead of showing the dashboard.")
  var headless = false

  @OptionGroup var forms: FormOptions
  @OptionGroup var screen: ScreenOptions
  @OptionGroup var better: DirectionOptions

  @Argument(
    parsing: .postTerminator, help: "The command, after --.", completion: .file())
  var command: [String] = []

  func validate() throws {
    if folder?.isEmpty == true { throw ValidationError("the name is empty") }
    if resume, folder == nil { throw ValidationError("--resume needs the folder: --run runs/NAME") }
    if command.isEmpty {
      throw ValidationError("the command comes after --, as in plateau run -- python train.py")
    }
  }

  func perform() throws {
    signal(SIGPIPE, SIG_IGN)
    guard let script = ScriptCommand(command) else {
      throw CommandFailure("the command is empty", .usage)
    }
    let preset = try screen.preset()
    let isShown = !headless && !screen.isShownOnce
    let surroundings = try ScriptSurroundings(
      for: script, at: folder, isResumed: resume, isTerminal: isShown)
    surroundings.missing.forEach(Terminal.printError)
    guard let folder = surroundings.folder else {
      return try starting(script) { throw script.takeThisProcess() }
    }
    let environment = surroundings.environment
    let end: ScriptEnd? =
      isShown
      ? try show(script, folder, environment, preset) : try pass(script, folder, environment)
    switch end {
    case .signal(let signal): SignalInbox.die(by: signal)
    case .code(0), nil: break
    case .code(let code): throw ExitCode(code)
    }
  }

  /// Passes the script's output through.
  private func pass(
    _ script: ScriptCommand, _ folder: ScriptFolder, _ environment: [String]
  ) throws -> ScriptEnd {
    let signals = SignalInbox(leavesIgnored: true, also: [SIGUSR1, SIGUSR2, SIGQUIT])
    var passage: ScriptPassage
    do {
      passage = try starting(script) {
        try ScriptPassage(
          script, in: folder, environment: environment, isTerminal: Terminal.isInputTerminal)
      }
    } catch {
      folder.removeUnused()
      throw error
    }
    Terminal.printError("\(folder.directory.path): plateau watch shows this run")
    return passage.run { signals.next(timeout: .zero) }
  }

  /// Shows the script, which a process of its own keeps.
  ///
  /// - Returns: The end of the script; nil when it keeps running.
  private func show(
    _ script: ScriptCommand, _ folder: ScriptFolder, _ environment: [String], _ preset: WhatIf?
  ) throws -> ScriptEnd? {
    let size = Terminal.size
    let keeper: DetachedKeeper
    do {
      keeper = try starting(script) {
        try DetachedKeeper(
          script, in: folder, program: Terminal.program, environment: environment,
          columns: size.width)
      }
    } catch {
      folder.removeUnused()
      throw error
    }
    let source = try ScriptWatch(
      folder, preset: preset, directions: better.directions, forms: forms.all())
    // A signal that comes when the screen is closed waits for `stop`.
    let signals = SignalInbox(leavesIgnored: true)
    defer { withExtendedLifetime(signals) {} }
    let outcome = try screen.present(source, of: [folder.directory.path], isScript: true)
    let isOver = folder.end != nil
    let end: ScriptEnd?
    if !isOver, let request = outcome?.requestToEnd {
      end = stop(folder, keeper, by: request)
      // As the events of a run name keys.
      if outcome == .quit { folder.note(requester: CommandRequest.key) }
    } else {
      end = keeper.end(waits: isOver)
    }
    guard let end else {
      let path = folder.directory.path
      Terminal.printError("the script keeps running; plateau watch \(path) brings the screen back")
      if case .signal(let signal) = outcome { SignalInbox.die(by: signal) }
      return nil
    }
    if source.failureReason != nil || end != .code(0) { printEnd(of: folder) }
    let request = folder.requester == nil ? nil : folder.stopReason?.sentence
    let words = folder.endWords ?? request ?? end.words
    Terminal.printError("\(words); \(folder.directory.path)")
    return end
  }

  /// Asks the script to end by a signal, then more firmly with each further one: by TERM, by KILL.
  private func stop(
    _ folder: ScriptFolder, _ keeper: DetachedKeeper, by signal: Int32
  ) -> ScriptEnd {
    Terminal.printError("stopping the script…")
    let signals = SignalInbox()
    keeper.ask(toEndBy: signal)
    var hasInterrupted = signal == SIGINT
    while true {
      if let end = keeper.end(waits: false) { return end }
      // A terminal that is gone asks for nothing.
      guard let next = signals.next(timeout: .milliseconds(100)), next != SIGHUP else { continue }
      if hasInterrupted { keeper.ask(toEndBy: SIGTERM) } else { keeper.endAtOnce(in: folder) }
      hasInterrupted = false
    }
  }

  /// Prints the last lines of the script's text, where its error stands.
  private func printEnd(of folder: ScriptFolder) {
    for line in folder.lastLines(20) { Terminal.write(line.sanitized + "\n") }
  }
}

extension DashboardLoop.Outcome {
  /// The signal that ends the script when the person leaves the screen in this way; nil when the
  /// script runs on.
  ///
  /// A terminal that is gone ends nothing.
  fileprivate var requestToEnd: Int32? {
    switch self {
    case .quit: SIGINT
    case .signal(let signal): [SIGINT, SIGTERM].contains(signal) ? signal : nil
    default: nil
    }
  }
}

extension PlateauCommand {
  /// Starts a script; when its program cannot be started, says why and ends with the code that a
  /// shell has for it: 127 for a program that is not there, 126 for one that cannot be executed.
  func starting<Started>(
    _ script: ScriptCommand, _ start: () throws -> Started
  ) throws -> Started {
    do {
      return try start()
    } catch let error as FileError where error.path == script.arguments[0] {
      Terminal.printError("\(error)")
      throw ExitCode(script.isThere ? 126 : 127)
    } catch let error as ScriptError {
      Terminal.printError("\(error)")
      throw ExitCode(error.exitCode)
    }
  }
}
