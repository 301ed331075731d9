public import Dispatch
public import RunLogs
public import RunModel
internal import Synchronization
public import Training

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

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
  private let journal: Mutex<Journal?>

  /// Names a session's folder; nothing runs before `start`.
  ///
  /// - Parameters:
  ///   - journal: the folder's, locked; let go when the run has ended.
  ///   - isResumed: the commands in the folder were for an earlier process.
  public init(directory: RunDirectory, journal: Journal, isResumed: Bool = false) {
    self.directory = directory
    self.journal = Mutex(journal)
    commands = Mutex(CommandFile(path: directory.commands, fromEnd: isResumed))
  }

  /// Carries what others appended to `commands.jsonl` to the trainer; lines that are no command are
  /// answered with a warning.
  func lookForCommands() {
    let (requests, damage, _) = commands.withLock { $0.next() }
    for request in requests { inbox.post(request) }
    for line in damage {
      inbox.post(remark: (line.line.map { "line \($0): " } ?? "") + line.reason, from: "commands.jsonl")
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
      guard let journal = journal.withLock({ $0 }) else { return }
      do {
        let trainer = try makeTrainer(inbox) { [self] in record($0, in: journal) }
        try trainer.fit()
      } catch {
        failure.withLock { $0 = "\(error)" }
        directory.removeUnused(journal)
      }
      finish(journal)
      self.journal.withLock { $0 = nil }
      mailbox.wakeReader()
      finished.signal()
    }
  }

  /// Tells an event to the journal and to who reads the mailbox.
  private func record(_ kind: RunEvent.Kind, in journal: Journal) {
    let event = RunEvent(time: WallClock.now, kind)
    let outcome = journal.append(event.json.text)
    mailbox.post(event)
    tell(outcome, journal)
  }

  /// A full disk must not end the training; it is said when it begins and when it is over.
  private func tell(_ outcome: Journal.Outcome, _ journal: Journal) {
    let words: String
    switch outcome {
    case .written, .waits(nil): return
    case .waits(let reason?):
      words = "\(journal.path): cannot be written: \(reason); events wait until there is room"
    case .caughtUp(let late, let lost):
      words =
        "\(journal.path): there is room again: \(late) events were written late, "
        + (lost == 0 ? "none was lost" : "\(lost) were lost")
    }
    let event = RunEvent(time: WallClock.now, .warning(from: "journal", text: words))
    _ = journal.append(event.json.text)
    mailbox.post(event)
  }

  /// Gives a disk that is full at the very end two seconds.
  private func finish(_ journal: Journal) {
    for _ in 0..<20 where journal.isWaiting {
      if let outcome = journal.flush() { return tell(outcome, journal) }
      usleep(100_000)
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
