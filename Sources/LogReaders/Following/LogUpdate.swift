public import CurveStore

/// What has become of a log since it was looked at last.
public enum LogUpdate: Equatable, Sendable {
  /// Nothing is different.
  case unchanged
  /// What the log holds now.
  ///
  /// `isCaughtUp` says whether that is everything; otherwise the next call reads on. The bytes are those of
  /// all files of the log, `bytesTotal` nil for a pipe.
  case changed(LogContents, isCaughtUp: Bool, bytesRead: Int, bytesTotal: Int?)
  /// There is nothing to be read, or not yet, and why.
  case unreadable(reason: String)
}
