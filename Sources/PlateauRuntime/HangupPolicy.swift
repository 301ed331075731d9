/// What a training does when its terminal goes away: a window that is closed, a connection that breaks.
public enum HangupPolicy: Sendable {
  /// It trains on without a screen.
  case `continue`
  /// It ends in order, and the process by SIGHUP.
  case stop
}
