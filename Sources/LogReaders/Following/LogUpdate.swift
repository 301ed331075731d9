public import CurveStore

/// The change of a log since the last call.
public enum LogUpdate: Equatable, Sendable {
  /// Nothing has changed.
  case unchanged
  /// The new contents of the log.
  ///
  /// `isCaughtUp` is false when the next call reads on. The bytes are those of all files of the
  /// log; `bytesTotal` is nil for a pipe.
  case changed(LogContents, isCaughtUp: Bool, bytesRead: Int, bytesTotal: Int?)
  /// The log cannot be read, or not yet, with the reason.
  case unreadable(reason: String)
}
