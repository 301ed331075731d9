internal import Dispatch
public import RunModel
internal import Training

/// Follows a run without a screen: progress lines out, signals and `commands.jsonl` in.
public final class HeadlessLoop {
  private let session: RunSession
  private let print: (String) -> Void
  private var lines: ProgressLines
  /// What the run has told so far.
  public private(set) var history: RunHistory

  /// Prepares to follow a session.
  ///
  /// - Parameters:
  ///   - history: what was told already, when a screen was there before.
  ///   - isTerminal: whether a line can be drawn over (a progress bar that moves).
  ///   - print: writes text as it is, without adding a line end.
  public init(
    session: RunSession, history: RunHistory = RunHistory(), isTerminal: Bool, width: Int = 80,
    print: @escaping (String) -> Void
  ) {
    self.session = session
    self.history = history
    self.print = print
    lines = ProgressLines(isTerminal: isTerminal, width: width)
  }

  /// Follows until the trainer is done.
  ///
  /// - Parameter nextSignal: waits at most the given time for a signal that asks to end.
  /// - Returns: the signal that ended the run; nil when it ended by itself or by one Ctrl-C, which is a
  ///   person's way to stop it.
  public func run(nextSignal: (Duration) -> Int32?) -> Int32? {
    var ending: Int32?
    while true {
      let isDone = session.wait(.seconds(0))
      for event in session.mailbox.take() {
        history.apply(event)
        print(lines.text(for: event, in: history))
      }
      if isDone { break }
      session.lookForCommands()
      guard let signal = nextSignal(.milliseconds(100)) else { continue }
      let name = Self.name(of: signal)
      print(lines.interrupted("\(name): stopping after this batch; once more ends at once\n"))
      session.inbox.post(CommandRequest(id: "signal-\(signal)", source: name, .stop(.now)))
      if signal != 2 { ending = signal }
    }
    return ending
  }

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
