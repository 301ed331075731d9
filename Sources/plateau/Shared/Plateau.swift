import ArgumentParser
import BareFoundation
import Cells
import NcursesSurface
import PlateauRuntime
import SystemThreads

/// The command line.
@main
struct Plateau: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plateau",
    abstract: "Train neural networks in the terminal: watch, steer, and see why it stopped.",
    version: "0.1.0",
    subcommands: [
      Train.self, Run.self, Sweep.self, Watch.self, Tell.self, Replay.self, Evaluate.self,
      Simulate.self,
      Inspect.self,
      Export.self, Runs.self, Themes.self, Config.self, Client.self, Keep.self, Manual.self,
    ])

  static func main() {
    SignalInbox.guardProcess()
    MemoryLimit.spareAddresses()
    let arguments = Array(CommandLine.arguments.dropFirst())
    do {
      var command = try parseAsRoot(arguments)
      try command.run()
    } catch {
      end(error, arguments)
    }
  }

  /// Without a command: the runs that are there, or how to begin.
  func run() throws {
    let overview = Overview().text(rows: Terminal.size.height, columns: Terminal.lineLimit)
    try Terminal.print(overview)
  }

  /// Ends the process with the codes of the README: ArgumentParser's code for wrong usage would be
  /// 64.
  private static func end(_ error: any Error, _ arguments: [String]) -> Never {
    if let failure = error as? CommandFailure {
      failure.lines.forEach(Terminal.printError)
      BareFoundation.exit(failure.status.rawValue)
    }
    let code = exitCode(for: error)
    if code == .success {
      print(fullMessage(for: error))
    } else if code == .validationFailure {
      Terminal.printError(UsageError(error, arguments: arguments).sentence)
      BareFoundation.exit(ExitStatus.usage.rawValue)
    } else {
      let text = message(for: error)
      if !text.isEmpty { Terminal.printError(text) }
    }
    BareFoundation.exit(code.rawValue)
  }
}
