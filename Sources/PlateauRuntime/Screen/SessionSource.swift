public import Cells
public import Dashboard
public import RunModel
internal import SystemFiles
internal import Training

/// The screen source of the run that this process trains.
public final class SessionSource: ScreenSource {
  private let session: RunSession

  /// Creates the source of a session.
  public init(_ session: RunSession) { self.session = session }

  public func setWaker(_ waker: (any TerminalWaker)?) { session.mailbox.setWaker(waker) }

  public func news(for state: DashboardState, columns: Int) -> [DashboardAction] {
    let events = session.mailbox.drain()
    return events.isEmpty ? [] : [.events(events)]
  }

  public func send(_ request: CommandRequest) {
    if session.inbox.post(request) { return }
    let why = "too many requests wait; try again"
    session.mailbox.post(RunEvent(time: WallClock.now, .commandRefused(request: request, why: why)))
  }

  public var failureReason: String? { session.failureReason }
}
