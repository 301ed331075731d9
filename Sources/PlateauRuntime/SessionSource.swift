public import Cells
public import Dashboard
public import RunModel
internal import Training

/// The run that this process trains, for its screen.
public final class SessionSource: ScreenSource {
  private let session: RunSession

  /// Shows a session.
  public init(_ session: RunSession) { self.session = session }

  public func setWaker(_ waker: (any TerminalWaker)?) { session.mailbox.setWaker(waker) }

  public func news(for state: DashboardState, columns: Int) -> [DashboardAction] {
    let events = session.mailbox.take()
    return events.isEmpty ? [] : [.events(events)]
  }

  public func send(_ request: CommandRequest) {
    if session.inbox.post(request) { return }
    let why = "too many requests wait; try again"
    session.mailbox.post(RunEvent(time: WallClock.now, .commandRefused(request: request, why: why)))
  }

  public var failureReason: String? { session.failureReason }
}
