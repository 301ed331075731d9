import BareFoundation
import PlateauRuntime
import RunFiles
import RunModel
import SystemFiles

/// The run to which the words of `plateau tell` are addressed.
struct TellTarget {
  private let words: [String]

  init(_ words: [String]) { self.words = Self.unquoted(words) }

  /// The words of a command that was quoted whole, as a shell asks for that of `lr *0.5`.
  private static func unquoted(_ words: [String]) -> [String] {
    words.count == 1 ? words[0].split(separator: " ").map(String.init) : words
  }

  /// Returns the run, and the remaining words of the command.
  ///
  /// - Throws: `CommandFailure` when there is no such run, or not exactly one that trains.
  func resolved() throws -> (RunDirectory, [String]) {
    let first = words.first ?? ""
    let isCommand = CommandWords.verbs.contains(first) || first.contains("=")
    let named = isCommand ? first : RunFolder.path(first)
    for path in [named, RunFolder.usual.path + "/" + first] {
      if path == named { try checkIsOne(first, path) }
      if let directory = RunDirectory(at: path) {
        return (directory, Self.unquoted(Array(words.dropFirst())))
      }
    }
    if case .refused(let reason) = FileAccess(of: first + "/events.jsonl") {
      throw CommandFailure("\(first): cannot be read: \(reason)")
    }
    if FileManager.default.fileExists(atPath: named + "/command.json") {
      throw CommandFailure(
        "\(first): its script has told no events so far, so no command reaches it")
    }
    let isPath = first.contains("/") || FileManager.default.fileExists(atPath: first)
    if isPath, !first.contains("=") {
      throw CommandFailure("\(first): not a run folder: events.jsonl is missing")
    }
    // In `tell NAME stop`, the word before a command is the name of a run.
    let second = words.dropFirst().first ?? ""
    if !first.contains("="), !CommandWords.verbs.contains(first),
      CommandWords.verbs.contains(second) || second.contains("=")
    {
      throw CommandFailure(
        "no run is called \(first): neither \(first) nor runs/\(first) has events; plateau runs lists them"
      )
    }
    return (try onlyLiveRun(), words)
  }

  /// Checks that the name of a recipe means one run that is being trained.
  private func checkIsOne(_ name: String, _ path: String) throws {
    guard path != name, !path.hasSuffix("/" + name) else { return }
    let folder = RunFolder.usual
    let live = folder.runs(startedAs: name).filter {
      FoundRun($0, in: folder.path)?.standing.isLive == true
    }
    if live.count > 1 {
      throw CommandFailure(
        "several runs called \(name) are being trained; name the folder of one: "
          + live.joined(separator: ", "), .usage)
    }
  }

  private func onlyLiveRun() throws -> RunDirectory {
    let runs = (try? FoundRun.all(in: RunFolder.usual.path)) ?? []
    let live = runs.filter(\.standing.isLive)
    if live.count == 1 { return live[0].directory }
    if live.isEmpty {
      let newest =
        runs.first.map { "; the newest, \($0.directory.path), is \($0.words)" } ?? ""
      throw CommandFailure("no run is being trained in runs/\(newest)")
    }
    let names = live.map(\.name).joined(separator: ", ")
    throw CommandFailure(
      "several runs are being trained; name one, such as plateau tell \(live[0].name) "
        + "\(words.joined(separator: " ")); the runs are \(names)", .usage)
  }
}
