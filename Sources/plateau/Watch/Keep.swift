import ArgumentParser
import BareFoundation
import NcursesSurface
import PlateauRuntime
import RunFiles
import ScriptRuns

/// `plateau keep`: the process that keeps a script, which `plateau run` starts.
struct Keep: PlateauCommand {
  static let configuration = CommandConfiguration(
    commandName: "keep",
    abstract: "Keep a script's output in a run's folder until it ends.", shouldDisplay: false)

  @Argument(help: "The run's folder.")
  var folder: String

  @Option(help: "The columns of the script's terminal.")
  var columns = 80

  @Argument(parsing: .postTerminator, help: "The command, after --.")
  var command: [String] = []

  func perform() throws {
    guard let script = ScriptCommand(command) else {
      throw CommandFailure("the command is empty", .usage)
    }
    let signals = SignalInbox(also: [SIGUSR1, SIGUSR2, SIGQUIT])
    let folder = ScriptFolder(RunDirectory(path: folder))
    let keeper = try starting(script) {
      try ScriptKeeper(
        script, in: folder, environment: ScriptClient.inherited, columns: columns, rows: 24)
    }
    // The one who started it reads errors until here.
    let nowhere = open("/dev/null", O_RDWR | O_CLOEXEC)
    if nowhere >= 0 { for file in [STDOUT_FILENO, STDERR_FILENO] { dup2(nowhere, file) } }
    switch keeper.run(signal: { signals.next(timeout: .zero) }) {
    case .signal(let signal): SignalInbox.die(by: signal)
    case .code(let code): throw ExitCode(code)
    }
  }
}
