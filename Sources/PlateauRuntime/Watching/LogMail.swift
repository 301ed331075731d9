internal import Cells
internal import Dashboard
internal import LogRecordings
internal import Synchronization

/// What the thread that reads a log leaves for the one that shows it.
final class LogMail: Sendable {
  /// The runs as of one moment.
  struct Recordings {
    var recordings: [LogRecording]
    var overviews: [RunOverview]
  }

  /// What has come since somebody looked.
  struct Content {
    /// The newest recordings; nil when they were taken.
    var recordings: Recordings?
    /// Text that came through a pipe; nil when it was taken.
    var text: PipeText.News?
    /// Whom to wake.
    var waker: (any TerminalWaker)?
    /// Why nothing can be read.
    var reason: String?
    /// Whether all that was there has been read once.
    var isCaughtUp = false
  }

  private let content = Mutex(Content())

  /// Looks and changes while nobody else does.
  func edit<Value: Sendable>(_ change: (inout Content) -> sending Value) -> Value {
    content.withLock { change(&$0) }
  }
}
