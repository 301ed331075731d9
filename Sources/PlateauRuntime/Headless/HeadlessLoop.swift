internal import Dispatch
public import RunModel
internal import Training

/// Follows a run without a screen and prints its progress.
///
/// Requests arrive through a `RequestIntake`.
public final class HeadlessLoop {
  private let session: RunSession
  private let intake: RequestIntake
  private let print: (String) -> Void
  private var lines: ProgressLines
  /// The fold of the run's events so far.
  public private(set) var history: RunHistory

  /// Prepares to follow a session.
  ///
  /// - Parameters:
  ///   - intake: The intake of signals.
  ///   - history: The fold of the events that a screen has shown before.
  ///   - isTerminal: True when a line can be drawn over, for a progress bar that moves.
  ///   - print: Writes text without adding a line end, or drops it; it does not wait for a reader.
  public init(
    session: RunSession, intake: RequestIntake, history: RunHistory = RunHistory(),
    isTerminal: Bool, width: Int = 80, print: @escaping (String) -> Void
  ) {
    (self.session, self.intake) = (session, intake)
    (self.history, self.print) = (history, print)
    lines = ProgressLines(isTerminal: isTerminal, width: width)
  }

  /// Follows the run until the trainer is done.
  ///
  /// - Parameter onHangup: Called once when the terminal is gone and the run continues.
  public func run(onHangup: () -> Void) {
    var (isSignalTold, isHangupTold) = (intake.signal != nil, false)
    while true {
      let isDone = session.wait(.milliseconds(100))
      if !isHangupTold, intake.isHungUp {
        isHangupTold = true
        onHangup()
      }
      if !isSignalTold, let signal = intake.signal {
        isSignalTold = true
        let name = RequestIntake.name(of: signal)
        // A launcher that ends the ranks, as when one is gone, waits for seconds and kills them.
        let end =
          signal == 15 && history.ranks.count > 1
          ? "the launcher may not wait for it" : "a second signal ends it at once"
        print(lines.interrupted("\(name): stopping after this batch; \(end)\n"))
      }
      for event in session.mailbox.drain() {
        history.apply(event)
        print(lines.text(for: event, in: history))
      }
      if isDone { return }
    }
  }
}
