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
    /// What came since training ended; nil while it goes on.
    var late: LateRequests?

    var count: Int { items.count - head }

    mutating func take(_ limit: Int) -> [Item] {
      let first = urgent.prefix(limit)
      urgent.removeFirst(first.count)
      let end = min(items.count, head + limit - first.count)
      let taken = Array(first) + items[head..<end]
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
  /// - Returns: false when there is no room; stops at once have a room of their own.
  @discardableResult
  public func post(_ request: CommandRequest) -> Bool { post(.request(request)) }

  /// Leaves words that the trainer tells as an event.
  ///
  /// - Parameter isWarning: whether it is told as a warning or as a plain message.
  /// - Returns: false when there is no room.
  @discardableResult
  public func post(remark: String, from source: String, isWarning: Bool = true) -> Bool {
    post(.remark(remark, from: source, isWarning: isWarning))
  }

  /// Counts requests that came after the end of training and were not read one by one.
  ///
  /// - Parameter first: the id of the first.
  public func countLate(_ number: Int, first: String, from source: String) {
    content.withLock { $0.late?.count(number, first: first, from: source) }
  }

  /// Whether training has ended, so that what is posted now is only answered or counted.
  public var isClosed: Bool { content.withLock { $0.late != nil } }

  /// How many more requests fit.
  public var room: Int { content.withLock { max(0, Self.capacity - $0.count) } }

  /// Says whether more requests stand where these came from.
  public func tell(hasMore: Bool) { content.withLock { $0.hasMore = hasMore } }

  @discardableResult
  private func post(_ item: Item) -> Bool {
    let (isTaken, wakes) = content.withLock { content in
      if content.late != nil, case .request(let request) = item {
        content.late?.add(request)
      } else if Self.isUrgent(item), content.count >= Self.portion {
        guard content.urgent.count < Self.capacity else { return (false, false) }
        content.urgent.append(item)
      } else if content.count < Self.capacity + Self.reserve(for: item) {
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

  /// Room beyond the requests: what is remarked is told although people ask for too much.
  private static func reserve(for item: Item) -> Int {
    switch item {
    case .request: 0
    case .remark: portion
    }
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

  /// Ends it: what waits, and what comes after it from where there is more, came too late.
  ///
  /// - Parameters:
  ///   - earlier: requests that came before and wait elsewhere.
  ///   - limit: how long to wait for what comes after it.
  /// - Returns: those requests, and the words for the journal.
  func close(
    after earlier: [CommandRequest] = [], within limit: Duration
  ) -> (late: LateRequests, remarks: [Item]) {
    content.withLock { content in
      var late = LateRequests()
      earlier.forEach { late.add($0) }
      let waiting = content.urgent + content.items[content.head...]
      (content.urgent, content.items, content.head) = ([], [], 0)
      for item in waiting {
        switch item {
        case .request(let request): late.add(request)
        case .remark: content.items.append(item)
        }
      }
      content.late = late
    }
    let clock = ContinuousClock()
    let end = clock.now + limit
    while content.withLock({ $0.hasMore }), clock.now < end {
      _ = arrived.wait(timeout: .now() + .milliseconds(1))
    }
    return content.withLock { content in
      var late = content.late ?? LateRequests()
      late.hasMore = content.hasMore
      return (late, content.take(content.items.count))
    }
  }
}
