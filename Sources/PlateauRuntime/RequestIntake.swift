internal import RunFiles
internal import Cells
internal import Dispatch
internal import RunModel
internal import Synchronization
internal import SystemThreads
internal import Training

/// Takes in what is asked of a run, signals and lines of `commands.jsonl`, on a thread that never draws and never
/// writes to a terminal or a pipe: a run obeys though nobody reads what it shows.
public final class RequestIntake: Sendable {
  private struct State {
    var signal: Int32?
    var isHungUp = false
    var waker: (any TerminalWaker)?
    var isOver = false
  }

  private let session: RunSession?
  private let hangup: HangupPolicy
  private let grace: Duration
  private let nextSignal: @Sendable (Duration) -> Int32?
  private let end: @Sendable (Int32) -> Void
  private let state = Mutex(State())

  /// Prepares to take in; nothing happens before `start`.
  ///
  /// - Parameters:
  ///   - session: the run; nil for a screen alone, which signals end.
  ///   - hangup: what a hang-up means.
  ///   - grace: how long the thread that draws may take to end the process after training has ended by a signal.
  ///   - nextSignal: waits at most the given time for INT, TERM or HUP.
  ///   - end: ends the process by a signal at once.
  public init(
    _ session: RunSession?, hangup: HangupPolicy = .continue, grace: Duration = .seconds(3),
    nextSignal: @escaping @Sendable (Duration) -> Int32?,
    end: @escaping @Sendable (Int32) -> Void
  ) {
    self.session = session
    self.hangup = hangup
    self.grace = grace
    self.nextSignal = nextSignal
    self.end = end
  }

  /// Begins; the thread lives until `stop`.
  ///
  /// - Throws: an error in one line when there is no thread.
  public func start() throws {
    try SystemThread.start { [self] in
      let clock = ContinuousClock()
      var deadline: ContinuousClock.Instant?
      var hasMore = false
      while !state.withLock({ $0.isOver }) {
        if let signal = nextSignal(hasMore ? .zero : .milliseconds(50)) { take(signal) }
        hasMore = session?.carryCommands() ?? false
        guard let signal, session?.wait(.seconds(0)) ?? true else { continue }
        // Who draws has the first word, but may be stuck.
        let limit = deadline ?? clock.now + grace
        deadline = limit
        if clock.now > limit { end(signal) }
      }
    }
  }

  /// Ends the thread.
  public func stop() { state.withLock { $0.isOver = true } }

  /// The signal that asked the run to end; nil when none did.
  public var signal: Int32? { state.withLock { $0.signal } }

  /// Whether the terminal went away and the run goes on without it.
  public var isHungUp: Bool { state.withLock { $0.isHungUp } }

  /// Wakes this reader when a signal came; nil for none.
  func setWaker(_ waker: (any TerminalWaker)?) { state.withLock { $0.waker = waker } }

  /// Takes in that the terminal is gone, told by a signal or found out by who draws.
  public func hangUp() {
    if hangup == .stop { return take(1) }
    let isFirst = state.withLock { state in
      defer { state.isHungUp = true }
      return !state.isHungUp
    }
    guard isFirst else { return }
    session?.inbox.post(
      remark: "the terminal went away; training continues; return with plateau watch "
        + "\(session?.directory.path ?? "")", from: "terminal", isWarning: false)
    wake()
  }

  private func take(_ signal: Int32) {
    if signal == 1, hangup == .continue { return hangUp() }
    let isFirst = state.withLock { state in
      defer { state.signal = state.signal ?? signal }
      return state.signal == nil
    }
    guard isFirst else {
      // A closed terminal is told twice, by the system and the shell, and found gone by who draws.
      if signal != 1 { end(signal) }
      return
    }
    session?.inbox.post(
      CommandRequest(id: "signal-\(signal)", source: Self.name(of: signal), .stop(.now)))
    wake()
  }

  private func wake() { state.withLock { $0.waker }?.wake() }

  /// The name people know a signal by.
  public static func name(of signal: Int32) -> String {
    switch signal {
    case 1: "SIGHUP"
    case 2: "Ctrl-C"
    case 15: "SIGTERM"
    default: "signal \(signal)"
    }
  }
}
