internal import RunLogs
internal import RunModel
internal import Training

/// Carries what others append to `commands.jsonl` into the trainer's inbox.
struct CommandPoll {
  private var file: CommandFile
  private let session: RunSession

  init(_ session: RunSession) {
    self.session = session
    file = CommandFile(path: session.directory.commands)
  }

  /// Looks once; lines that are no command are answered with a warning.
  mutating func look() {
    let (requests, damage) = file.next()
    requests.forEach(session.inbox.post)
    for line in damage {
      session.mailbox.post(
        RunEvent(
          time: WallClock.now,
          .warning(from: "commands.jsonl", text: "line \(line.line): \(line.reason)")))
    }
  }
}
