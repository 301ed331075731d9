public import Cells
public import RunModel
internal import Synchronization

/// A queue of events from the trainer's thread to the one that shows them.
///
/// The waker is called only when the mailbox was empty: however fast a trainer reports, the reader
/// is woken at most once per look.
public final class EventMailbox: Sendable {
  private struct Content {
    var events: [RunEvent] = []
    var waker: (any TerminalWaker)?
  }

  private let content = Mutex(Content())

  /// The number of waiting events above which points of steps are left out.
  private let limit: Int

  /// Creates an empty mailbox.
  ///
  /// - Parameter limit: The number of waiting events above which points of steps are left out,
  ///   because nobody looks, as when the terminal is frozen. The reader of a file must leave none
  ///   out.
  public init(limit: Int = .max) { self.limit = limit }

  /// Sets the waker of the reader; nil for none.
  public func setWaker(_ waker: (any TerminalWaker)?) {
    content.withLock { $0.waker = waker }
  }

  /// Adds an event.
  public func post(_ event: RunEvent) {
    let waker: (any TerminalWaker)? = content.withLock { content in
      if content.events.count >= limit, case .stepEnded = event.kind { return nil }
      content.events.append(event)
      return content.events.count == 1 ? content.waker : nil
    }
    waker?.wake()
  }

  /// Adds events in order.
  func post(_ events: [RunEvent]) {
    let waker: (any TerminalWaker)? = content.withLock { content in
      let wasEmpty = content.events.isEmpty
      content.events += events
      return wasEmpty && !events.isEmpty ? content.waker : nil
    }
    waker?.wake()
  }

  /// Wakes the reader without an event: something else has changed.
  func wakeReader() { content.withLock { $0.waker }?.wake() }

  /// Removes all events and returns them in order.
  public func drain() -> [RunEvent] {
    content.withLock { content in
      defer { content.events.removeAll(keepingCapacity: true) }
      return content.events
    }
  }
}
