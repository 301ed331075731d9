internal import Dispatch
public import RunModel
internal import Synchronization

/// Where requests wait until the trainer is at a safe point; may be used from any thread.
///
/// It holds a bounded number of them, and a stop overtakes the others when many wait.
public final class CommandInbox: Sendable {
  /// What waits: a request, or words for the journal.
  enum Item: Sendable {
    case request(CommandRequest)
    case remark(String, from: String, isWarning: Bool)
  }

  private struct Content {
    var urgent: [Item] = []
    var items: [Item] = []
    /// Where the items begin; those before it were taken.
    var head = 0
    /// Whether the source of requests has more than fits.
    var hasMore = false
    var trainerWaits = false

    var count: Int { items.count - head }

    mutating func take(_ limit: Int) -> [Item] {
      let first = urgent
      urgent = []
      let end = min(items.count, head + limit)
      let taken = first + items[head..<end]
      head = end
      if head == items.count {
        items.removeAll(keepingCapacity: items.capacity < 1024)
        head = 0
      } else if head > 4096, head > items.count / 2 {
        items.removeFirst(head)
        head = 0
      }
      return taken
    }
  }

  /// Requests that are taken at one safe point.
  static let portion = 100
  /// Requests that may wait.
  public static let capacity = 10_000

  private let content = Mutex(Content())
  private let arrived = DispatchSemaphore(value: 0)

  /// An empty inbox.
  public init() {}

  /// Leaves a request and wakes a trainer that waits in a pause.
  ///
  /// - Returns: false when there is no room; a stop at once always has room.
  @discardableResult
  public func post(_ request: CommandRequest) -> Bool { post(.request(request)) }

  /// Leaves words that the trainer tells as an event.
  ///
  /// - Parameter isWarning: whether it is told as a warning or as a plain message.
  public func post(remark: String, from source: String, isWarning: Bool = true) {
    post(.remark(remark, from: source, isWarning: isWarning))
  }

  /// How many more requests fit.
  public var room: Int { content.withLock { max(0, Self.capacity - $0.count) } }

  /// Says whether more requests stand where these came from.
  public func tell(hasMore: Bool) { content.withLock { $0.hasMore = hasMore } }

  @discardableResult
  private func post(_ item: Item) -> Bool {
    let (isTaken, wakes) = content.withLock { content in
      if Self.isUrgent(item), content.count >= Self.portion {
        // Many at once mean no more than one.
        if content.urgent.count < Self.portion { content.urgent.append(item) }
      } else if content.count < Self.capacity {
        content.items.append(item)
      } else {
        return (false, false)
      }
      defer { content.trainerWaits = false }
      return (true, content.trainerWaits)
    }
    if wakes { arrived.signal() }
    return isTaken
  }

  private static func isUrgent(_ item: Item) -> Bool {
    switch item {
    case .request(let request): request.command == .stop(.now)
    case .remark: false
    }
  }

  /// Takes what waits, in order but for a stop, at most a portion; empty when there is none.
  func take() -> [Item] { content.withLock { $0.take(Self.portion) } }

  /// Waits until there is something, and takes it.
  func takeWaiting() -> [Item] {
    while true {
      let items = content.withLock { content in
        let items = content.take(Self.portion)
        content.trainerWaits = items.isEmpty
        return items
      }
      if !items.isEmpty { return items }
      arrived.wait()
    }
  }

  /// Takes all that waits, and what comes after it from where there is more.
  ///
  /// - Parameter limit: how long that may take.
  /// - Returns: whether that was all.
  func drain(within limit: Duration, _ body: (Item) -> Void) -> Bool {
    let clock = ContinuousClock()
    let end = clock.now + limit
    while true {
      let (items, hasMore) = content.withLock { ($0.take($0.count), $0.hasMore) }
      items.forEach(body)
      if items.isEmpty, !hasMore { return true }
      if clock.now > end { return !hasMore }
      if items.isEmpty { _ = arrived.wait(timeout: .now() + .milliseconds(1)) }
    }
  }
}
