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
    session.lookForCommands()
    let events = session.mailbox.take()
    return events.isEmpty ? [] : [.events(events)]
  }

  public func send(_ request: CommandRequest) { session.inbox.post(request) }
  public var failureReason: String? { session.failureReason }
}
