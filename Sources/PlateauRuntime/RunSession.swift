public import Dispatch
internal import JSONText
public import RunFiles
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
  /// The run's end, until it is known whether the journal has all.
  private let end = Mutex<RunEvent?>(nil)
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
  ///
  /// A full disk must not end the training; it is said when it begins and when it is over.
  private func record(_ kind: RunEvent.Kind, in journal: Journal) {
    var next: RunEvent.Kind? = kind
    // What is said of the disk may find it full again.
    while let kind = next {
      let event = RunEvent(time: WallClock.now, kind)
      let worth = Self.worth(of: kind)
      // In the file the end tells of lines that are lost; `finish` tells who reads the mailbox of all.
      let line = worth == .end ? Self.completed(event, journal.loss) : event
      next = remark(journal.append(line.json.text, worth), journal)
      if worth == .end { end.withLock { $0 = event } } else { mailbox.post(event) }
    }
  }

  /// The run's end with what the journal lacks.
  private static func completed(_ event: RunEvent, _ missing: String?) -> RunEvent {
    guard let missing, case .runEnded(var end) = event.kind else { return event }
    end.unwritten.append(missing)
    return RunEvent(time: event.time, .runEnded(end))
  }

  private static func worth(of kind: RunEvent.Kind) -> Journal.Worth {
    switch kind {
    case .stepEnded: .point
    case .runEnded: .end
    default: .event
    }
  }

  /// What is to be said of the way a line went into the journal; nil for nothing.
  private func remark(_ outcome: Journal.Outcome, _ journal: Journal) -> RunEvent.Kind? {
    let words: String
    switch outcome {
    case .written, .waits(nil): return nil
    case .waits(let reason?):
      words = "\(journal.path): cannot be written: \(reason); events wait until there is room"
    case .caughtUp(let late, let lost):
      words =
        "\(journal.path): there is room again: \(late) events were written late, "
        + (lost == 0 ? "none was lost" : "\(lost) were lost")
    }
    return .warning(from: "journal", text: words)
  }

  /// Gives a disk that is full at the very end two seconds, then tells the run's end with what is missing.
  private func finish(_ journal: Journal) {
    for _ in 0..<20 where journal.isWaiting {
      if let outcome = journal.flush() {
        if let remark = remark(outcome, journal) { record(remark, in: journal) }
      } else {
        usleep(100_000)
      }
    }
    if let event = end.withLock({ $0 }) { mailbox.post(Self.completed(event, journal.unwritten)) }
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
