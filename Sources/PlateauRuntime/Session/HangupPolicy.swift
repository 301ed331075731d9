/// The reaction of a training to the loss of its terminal: a closed window, a broken connection.
public enum HangupPolicy: Sendable {
  /// Training continues without a screen.
  case `continue`
  /// Training ends in order, and then the process by SIGHUP.
  case stop
}
