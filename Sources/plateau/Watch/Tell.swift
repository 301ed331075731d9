import ArgumentParser
import BareFoundation
import Cells
import JSONText
import PlateauRuntime
import RunFiles
import RunModel
import SystemFiles

/// `plateau tell`: sends one command to a run and prints the answer.
struct Tell: PlateauCommand {
  static let configuration = CommandConfiguration(
    commandName: "tell",
    abstract: "Send one command to a run that is being trained, and print the answer.",
    usage: "plateau tell [RUN] COMMAND [--after-epoch] [--timeout SECONDS] [--json]",
    discussion: """
      RUN is the run's folder, or its name in runs/; leave it out when only one run is being trained there. The \
      run may be trained on another host that shares the folder.

      \(commands)

      The exit code is 0 when the run carried out the command; 1 when it refused, did not answer in time or is \
      not being trained; 2 when the words are not a command.
      """)

  /// The lines of the help about the commands.
  private static var commands: String {
    CommandWords.usage.map { "  \($0.words.padded(to: 21))\($0.effect)" }.joined(separator: "\n")
  }

  @Argument(
    parsing: .allUnrecognized, help: "The run, if several are being trained, then the command.")
  var words: [String] = []

  @Flag(help: "With stop: wait for the end of the epoch.")
  var afterEpoch = false

  @Option(help: "Seconds to wait for the answer.")
  var timeout = 10.0

  @Flag(help: "Print one JSON object.")
  var json = false

  func validate() throws {
    if words.isEmpty { throw ValidationError("tell it what? for example plateau tell pause") }
    // A negative number is a value.
    if let option = words.first(where: { $0.hasPrefix("-") && Double($0) == nil }) {
      let near = option.nearest(in: ["--after-epoch", "--timeout", "--json"])
      throw ValidationError(
        "unknown option '\(option)'" + (near.map { "; did you mean \($0)?" } ?? ""))
    }
    if !(timeout > 0 && timeout <= 86_400) {
      throw ValidationError("--timeout takes seconds above 0, up to a day")
    }
  }

  func perform() throws {
    let (directory, words) = try TellTarget(self.words).resolved()
    var exchange = try CommandExchange(directory)
    let command: RunCommand
    do throws(CommandWords.Failure) {
      let known = CommandWords(for: exchange.history, edits: EditedRecipe.edits)
      command = exchange.history.known(try known.command(words, isAfterEpoch: afterEpoch))
    } catch {
      throw CommandFailure("\(error)", .usage)
    }
    let id = "tell-\(hostName())-\(getpid())-\(UInt64.random(in: 0...(.max)))"
    let request = CommandRequest(id: id, source: "plateau tell", command)
    let standing = exchange.standing()
    guard standing.isLive else {
      return try report(
        TellReport(request, directory, notLive: standing, exchange.history))
    }
    let outcome = try exchange.ask(request, timeout: .seconds(timeout))
    try report(TellReport(request, directory, outcome, timeout: timeout))
  }

  private func report(_ report: TellReport) throws {
    if json { try Terminal.print(report.json.text + "\n") }
    guard report.isApplied else { throw CommandFailure(report.sentence) }
    if !json { try Terminal.print(report.sentence + "\n") }
  }
}
