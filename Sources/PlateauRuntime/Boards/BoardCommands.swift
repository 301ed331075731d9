internal import RunComparison
internal import RunFiles
internal import RunModel
internal import SystemFiles

/// The commands that a person gave to runs of a board, and what came of them.
struct BoardCommands {
  private let write: (CommandRequest, RunDirectory) throws(FileError) -> Void
  /// The names of the runs that have not answered yet, by the id of the request.
  private var waiting: [String: String] = [:]
  private var applied: [String] = []
  private var refused: [String] = []
  private var count = 0
  private let prefix = "board-\(hostName())-\(UInt32.random(in: 0...(.max)))-"

  /// - Parameter write: Appends a request to the commands of a run.
  init(
    write: @escaping (CommandRequest, RunDirectory) throws(FileError) -> Void = {
      request, run throws(FileError) in
      try CommandWriter(path: run.commands, patience: .milliseconds(500)).append(request)
    }
  ) {
    self.write = write
  }

  /// Sends a command to runs, in words that each run understands by its own callbacks.
  mutating func send(_ words: [String], to runs: [BoardRun]) {
    (applied, refused, waiting) = ([], [], [:])
    for run in runs {
      guard run.isTrained else {
        let reason =
          run.row.isLive
          ? "has told no events so far, so no command reaches it" : "is not training"
        refused.append("\(run.name) \(reason)")
        continue
      }
      do {
        let command = run.history.known(
          try CommandWords(for: run.history).command(words, isAfterEpoch: false))
        count += 1
        let request = CommandRequest(
          id: prefix + "\(count)", source: "plateau watch", command)
        try write(request, run.directory)
        waiting[request.id] = run.name
      } catch {
        refused.append("\(run.name): \(error)")
      }
    }
  }

  /// Takes an event that may be an answer.
  mutating func take(_ kind: RunEvent.Kind) {
    if case .commandApplied(let answer) = kind, let name = waiting[answer.request.id] {
      waiting[answer.request.id] = nil
      let command = answer.request.command
      applied.append("\(name): \(command.answer(answer, in: []).text ?? command.words)")
    }
    if case .commandRefused(let request, let why) = kind, let name = waiting[request.id] {
      waiting[request.id] = nil
      refused.append("\(name): \(why)")
    }
  }

  /// The state of the last command in a sentence; empty before the first.
  var sentence: String {
    if waiting.isEmpty, applied.count + refused.count == 1 {
      return applied.first ?? "refused: " + (refused.first ?? "")
    }
    let parts =
      (applied.isEmpty ? [] : ["done in \(applied.count) \(applied.count == 1 ? "run" : "runs")"])
      + (waiting.isEmpty ? [] : ["\(waiting.count) have not answered yet"])
      + (refused.isEmpty ? [] : ["refused in \(refused.count): \(refused[0])"])
    return parts.joined(separator: ", ")
  }
}
