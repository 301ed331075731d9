public import Dispatch
public import RunLogs
public import RunModel
internal import Synchronization
internal import SystemThreads
public import Training

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A run in this process: the trainer on a thread of its own, its inbox, its mailbox and its journal.
///
/// The trainer, its network and its callbacks are made on that thread and never leave it; only values
/// travel.
public final class RunSession: Sendable {
  /// Where requests go in.
  public let inbox = CommandInbox()
  /// Where events come out.
  public let mailbox = EventMailbox(limit: 100_000)
  /// The run's folder.
  public let directory: RunDirectory

  private let finished = DispatchGroup()
  private let failure = Mutex<String?>(nil)
  private let commands: Mutex<CommandCarrier>
  private let journal: Mutex<Journal?>

  /// Names a session's folder; nothing runs before `start`.
  ///
  /// - Parameters:
  ///   - journal: the folder's, locked; let go when the run has ended.
  ///   - commands: where to go on in `commands.jsonl`, for a run that is resumed; nil for its beginning.
  public init(directory: RunDirectory, journal: Journal, commands: CommandFile? = nil) {
    self.directory = directory
    self.journal = Mutex(journal)
    self.commands = Mutex(
      CommandCarrier(commands ?? CommandFile(path: directory.commands), inbox: inbox))
  }

  /// Carries what others appended to `commands.jsonl` to the trainer.
  ///
  /// - Returns: whether more can be carried at once.
  func carryCommands() -> Bool { commands.withLock { $0.carry() } }

  /// Makes the trainer on a thread and trains; where there is no thread, the run has failed.
  ///
  /// - Parameter makeTrainer: called on the thread with the inbox and where to report to.
  public func start(
    _ makeTrainer:
      @escaping @Sendable (
        CommandInbox, @escaping (RunEvent.Kind) -> Void
      ) throws -> Trainer
  ) {
    finished.enter()
    let train: @Sendable () -> Void = { [self] in
      defer { finished.leave() }
      guard let journal = journal.withLock({ $0 }) else { return }
      do {
        let sign = SignOfLife(path: directory.events)
        defer { withExtendedLifetime(sign) {} }
        let trainer = try makeTrainer(inbox) { [self] in record($0, in: journal) }
        try trainer.fit()
      } catch {
        directory.removeUnused(journal)
        failure.withLock { $0 = "\(error)" }
      }
      finish(journal)
      self.journal.withLock { $0 = nil }
      mailbox.wakeReader()
    }
    do throws(ThreadError) {
      try SystemThread.start(train)
    } catch {
      failure.withLock { $0 = "\(error)" }
      journal.withLock { journal in
        if let journal { directory.removeUnused(journal) }
        journal = nil
      }
      finished.leave()
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
    guard let limit else {
      finished.wait()
      return true
    }
    return finished.wait(timeout: .now() + limit) == .success
  }
}
