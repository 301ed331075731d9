public import Dispatch
public import RunLogs
public import RunModel
internal import Synchronization
public import Training

/// A run in this process: the trainer on a Dispatch worker, its inbox, its mailbox and its journal.
///
/// The trainer, its network and its callbacks are made on the worker and never leave it; only values
/// travel.
public final class RunSession: Sendable {
  /// Where requests go in.
  public let inbox = CommandInbox()
  /// Where events come out.
  public let mailbox = EventMailbox()
  /// The run's folder.
  public let directory: RunDirectory

  private let finished = DispatchSemaphore(value: 0)
  private let failure = Mutex<String?>(nil)
  private let commands: Mutex<CommandFile>

  /// Names a session's folder; nothing runs before `start`.
  ///
  /// - Parameter isResumed: the commands in the folder were for an earlier process.
  public init(directory: RunDirectory, isResumed: Bool = false) {
    self.directory = directory
    commands = Mutex(CommandFile(path: directory.commands, fromEnd: isResumed))
  }

  /// Carries what others appended to `commands.jsonl` to the trainer; lines that are no command are
  /// answered with a warning.
  func lookForCommands() {
    let (requests, damage) = commands.withLock { $0.next() }
    requests.forEach(inbox.post)
    for line in damage {
      inbox.post(remark: "line \(line.line): \(line.reason)", from: "commands.jsonl")
    }
  }

  /// Makes the trainer on a worker and trains.
  ///
  /// - Parameter makeTrainer: called on the worker with the inbox and where to report to.
  public func start(
    _ makeTrainer:
      @escaping @Sendable (
        CommandInbox, @escaping (RunEvent.Kind) -> Void
      ) throws -> Trainer
  ) {
    // Not .utility: on Linux that lowers the worker's priority below everything else.
    let queue = DispatchQueue(label: "trainer", qos: .userInitiated)
    queue.async { [self] in
      do {
        var journal: AppendFile? = try AppendFile(path: directory.events, isAlone: true)
        let trainer = try makeTrainer(inbox) { [mailbox] kind in
          let event = RunEvent(time: WallClock.now, kind)
          do {
            try journal?.append(event.json.text)
          } catch {
            // A full disk must not end the training; it is said once.
            journal = nil
            mailbox.post(RunEvent(time: event.time, .warning(from: "journal", text: "\(error)")))
          }
          mailbox.post(event)
        }
        try trainer.fit()
      } catch {
        failure.withLock { $0 = "\(error)" }
        mailbox.wakeReader()
      }
      finished.signal()
    }
  }

  /// What ended the run by an error; nil while it runs and when it ended well.
  public var failureReason: String? { failure.withLock { $0 } }

  /// Waits for the trainer to be done.
  ///
  /// - Returns: false when the time ran out.
  public func wait(_ limit: DispatchTimeInterval? = nil) -> Bool {
    let result = limit.map { finished.wait(timeout: .now() + $0) } ?? waitForever()
    if result == .success { finished.signal() }
    return result == .success
  }

  private func waitForever() -> DispatchTimeoutResult {
    finished.wait()
    return .success
  }
}
