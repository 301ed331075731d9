public import Cells
public import RunModel
internal import Synchronization

/// Events on their way from the trainer's thread to the one that shows them.
///
/// The waker is called only when the mailbox was empty: however fast a trainer reports, the reader is
/// woken at most once for each time it looks.
public final class EventMailbox: Sendable {
  private struct Content {
    var events: [RunEvent] = []
    var waker: (any TerminalWaker)?
  }

  private let content = Mutex(Content())

  /// Events from which on the points of steps are left out.
  private let limit: Int

  /// An empty mailbox.
  ///
  /// - Parameter limit: events that wait from which on the points of steps are left out: nobody looks, as when the
  ///   terminal is frozen. Whoever reads a file must leave none out.
  public init(limit: Int = .max) { self.limit = limit }

  /// Wakes this reader from now on; nil for none.
  public func setWaker(_ waker: (any TerminalWaker)?) {
    content.withLock { $0.waker = waker }
  }

  /// Leaves an event.
  public func post(_ event: RunEvent) {
    let waker: (any TerminalWaker)? = content.withLock { content in
      if content.events.count >= limit, case .stepEnded = event.kind { return nil }
      content.events.append(event)
      return content.events.count == 1 ? content.waker : nil
    }
    waker?.wake()
  }

  /// Wakes the reader without an event: something else has changed.
  func wakeReader() { content.withLock { $0.waker }?.wake() }

  /// Takes all events, in order.
  public func take() -> [RunEvent] {
    content.withLock { content in
      defer { content.events.removeAll(keepingCapacity: true) }
      return content.events
    }
  }
}
