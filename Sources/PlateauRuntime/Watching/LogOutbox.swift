internal import Cells
internal import Dashboard
internal import LogRecordings
internal import Playbacks
internal import Recordings
internal import SystemThreads

/// The news of a log, left by the thread that reads it for the one that shows it.
final class LogOutbox: Sendable {
  /// The runs of a log at one moment.
  struct Runs: Sendable {
    var recordings: [LogRecording]
    var overviews: [RunOverview]
  }

  /// The news since the screen last looked.
  struct Content: Sendable {
    /// The newest runs; nil when they were taken.
    var runs: Runs?
    /// Text that came through a pipe; nil when it was taken.
    var text: PipeText.News?
    /// The waker of the screen.
    var waker: (any TerminalWaker)?
    /// The reason why nothing can be read.
    var reason: String?
    /// Sentences about patterns that match no line.
    var remarks: [String] = []
    /// True once everything that was there has been read.
    var isCaughtUp = false
  }

  private let content = SharedValue(Content())

  /// The content now.
  var now: Content { content.value }

  /// Changes the content while no other thread does.
  @discardableResult
  func edit<Value: Sendable>(_ change: (inout Content) -> Value) -> Value { content.edit(change) }

  /// Changes the content and wakes the screen.
  func post(_ change: (inout Content) -> Void) {
    let waker = content.edit { content in
      change(&content)
      return content.waker
    }
    waker?.wake()
  }

  /// Waits until a condition holds.
  func wait(until condition: (Content) -> Bool) { content.wait(until: condition) }
}
