internal import Cells
internal import Dispatch
internal import RunFiles
internal import RunModel
internal import Synchronization
internal import SystemThreads
internal import Training

/// Receives requests to a run, signals and lines of `commands.jsonl`, on a thread that never draws
/// and never writes to a terminal or a pipe: a run obeys even when nobody reads its output.
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
  private let hasEnded = DispatchSemaphore(value: 0)

  /// Prepares to receive requests; nothing happens before `start`.
  ///
  /// - Parameters:
  ///   - session: The run; nil for a screen without a run, which signals end.
  ///   - hangup: The reaction to a lost terminal.
  ///   - grace: The time that the drawing thread has to end the process after training has ended by
  ///     a signal.
  ///   - nextSignal: Waits at most the given time for INT, TERM or HUP.
  ///   - end: Ends the process by a signal at once.
  public init(
    _ session: RunSession?, hangup: HangupPolicy = .continue, grace: Duration = .seconds(3),
    nextSignal: @escaping @Sendable (Duration) -> Int32?,
    end: @escaping @Sendable (Int32) -> Void
  ) {
    (self.session, self.hangup, self.grace) = (session, hangup, grace)
    (self.nextSignal, self.end) = (nextSignal, end)
  }

  /// Starts the thread, which lives until `stop`.
  ///
  /// - Throws: An error in one line when no thread can be made.
  public func start() throws {
    try SystemThread.start { [self] in
      let clock = ContinuousClock()
      var deadline: ContinuousClock.Instant?
      var hasMore = false
      while !state.withLock({ $0.isOver }) {
        // Without a run, a signal is all there is to wait for.
        let pause = Duration.milliseconds(session == nil && signal == nil ? 200 : 50)
        if let signal = nextSignal(hasMore ? .zero : pause) { receive(signal) }
        hasMore = session?.forwardCommands() ?? false
        guard let signal, session?.wait(.seconds(0)) ?? true else { continue }
        // The drawing thread comes first, but it may be stuck.
        let limit = deadline ?? clock.now + grace
        deadline = limit
        if clock.now > limit { end(signal) }
      }
      hasEnded.signal()
    }
  }

  /// Ends the thread that `start` has started, and waits for it, so that later signals are another
  /// reader's.
  public func stop() {
    state.withLock { $0.isOver = true }
    hasEnded.wait()
  }

  /// The signal that asked the run to end; nil when none did.
  public var signal: Int32? { state.withLock { $0.signal } }

  /// True when the terminal is gone and the run continues without it.
  public var isHungUp: Bool { state.withLock { $0.isHungUp } }

  /// Sets the waker to call when a signal arrives; nil for none.
  func setWaker(_ waker: (any TerminalWaker)?) { state.withLock { $0.waker = waker } }

  /// Reacts to the loss of the terminal, reported by a signal or found by the drawing thread.
  public func hangUp() {
    if hangup == .stop { return receive(1) }
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

  private func receive(_ signal: Int32) {
    if signal == 1, hangup == .continue { return hangUp() }
    let isFirst = state.withLock { state in
      defer { state.signal = state.signal ?? signal }
      return state.signal == nil
    }
    guard isFirst else {
      // The system and the shell both report a closed terminal, and the drawing thread finds it gone.
      if signal != 1 { end(signal) }
      return
    }
    session?.inbox.post(
      CommandRequest(id: "signal-\(signal)", source: Self.name(of: signal), .stop(.now)))
    wake()
  }

  private func wake() { state.withLock { $0.waker }?.wake() }

  /// The usual name of a signal.
  public static func name(of signal: Int32) -> String {
    switch signal {
    case 1: "SIGHUP"
    case 2: "Ctrl-C"
    case 15: "SIGTERM"
    default: "signal \(signal)"
    }
  }
}
