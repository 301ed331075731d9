public import Dispatch
internal import JSONText
public import RunFiles
public import RunModel
internal import Synchronization
internal import SystemFiles
internal import SystemThreads
public import Training

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A run that this process trains: the trainer on its own thread, its inbox, its mailbox and its
/// journal.
///
/// The trainer, its network and its callbacks are made on that thread and never leave it; only
/// values cross threads.
public final class RunSession: Sendable {
  /// The inbox for requests.
  public let inbox = CommandInbox()
  /// The mailbox of events.
  public let mailbox = EventMailbox(limit: 100_000)
  /// The run's folder.
  public let directory: RunDirectory

  private let finished = DispatchGroup()
  private let failure = Mutex<String?>(nil)
  private let hasBegun = Mutex(false)
  /// The end of the run, until it is known whether the journal is complete.
  private let end = Mutex<RunEvent?>(nil)
  private let commands: Mutex<CommandForwarder>
  private let journal: Mutex<Journal?>

  /// Creates a session; nothing runs before `start`.
  ///
  /// - Parameters:
  ///   - journal: The locked journal of the folder; it is released when the run has ended.
  ///   - commands: The position in `commands.jsonl` from which a resumed run reads; nil for the
  ///     beginning.
  public init(directory: RunDirectory, journal: Journal, commands: CommandFile? = nil) {
    self.directory = directory
    self.journal = Mutex(journal)
    self.commands = Mutex(
      CommandForwarder(commands ?? CommandFile(path: directory.commands), inbox: inbox))
  }

  /// Forwards lines of `commands.jsonl` to the trainer.
  ///
  /// - Returns: True when more can be forwarded at once.
  func forwardCommands() -> Bool { commands.withLock { $0.forward() } }

  /// Creates the trainer on its own thread and trains; without a thread, the run has failed.
  ///
  /// - Parameter makeTrainer: Called on the thread with the inbox and the function that receives
  ///   events. An error that it throws fails the run.
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
        var machine = MachineNews(disk: directory.path)
        let trainer = try makeTrainer(inbox) { [self] kind in
          record(kind, in: journal)
          guard case .stepEnded = kind, let news = machine.next() else { return }
          record(news, in: journal)
        }
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

  /// Adds an event to the journal and to the mailbox.
  ///
  /// A full disk must not end the training; the run reports when it begins and when it is over.
  private func record(_ kind: RunEvent.Kind, in journal: Journal) {
    if case .runStarted = kind { hasBegun.withLock { $0 = true } }
    var next: RunEvent.Kind? = kind
    // The report about the disk may find it full again.
    while let kind = next {
      let event = RunEvent(time: WallClock.now, kind)
      let worth = Self.worth(of: kind)
      // In the file, the end names lost lines only; `finish` posts it to the mailbox with everything that is missing.
      let line = worth == .end ? Self.completed(event, journal.loss) : event
      next = remark(journal.append(line.json.text, worth), journal)
      if worth == .end { end.withLock { $0 = event } } else { mailbox.post(event) }
    }
  }

  /// The end of the run with the lines that the journal lacks.
  private static func completed(_ event: RunEvent, _ missing: String?) -> RunEvent {
    guard let missing, case .runEnded(var end) = event.kind else { return event }
    end.unwritten.append(missing)
    return RunEvent(time: event.time, .runEnded(end))
  }

  private static func worth(of kind: RunEvent.Kind) -> Journal.Worth {
    switch kind {
    case .stepEnded: .point
    case .runEnded: .end
    default: .event  // No other kind may be left out when the disk is full.
    }
  }

  /// The event that reports the outcome of a write to the journal; nil for none.
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

  /// Waits two seconds for a disk that is full at the very end, then reports the end of the run
  /// with what is missing.
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

  /// The error that ended the run; nil while it runs and when it ended well.
  public var failureReason: String? { failure.withLock { $0 } }
  /// The error that kept the run from beginning, or from beginning again; nil when it began.
  var refusal: String? { hasBegun.withLock { $0 } ? nil : failureReason }

  /// Waits until the trainer is done.
  ///
  /// - Returns: False when the time ran out.
  public func wait(_ limit: DispatchTimeInterval? = nil) -> Bool {
    guard let limit else {
      finished.wait()
      return true
    }
    return finished.wait(timeout: .now() + limit) == .success
  }
}
