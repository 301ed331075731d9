internal import Dispatch
public import RunModel
internal import Synchronization

/// A queue of requests until the trainer reaches a safe point; it may be used from any thread.
///
/// The queue is bounded, and a stop overtakes the other requests when many wait.
public final class CommandInbox: Sendable {
  /// A request, or a remark for the journal.
  enum Item: Sendable {
    /// A request with the moment at which it arrived.
    case request(CommandRequest, at: ContinuousClock.Instant)
    case remark(String, from: String, isWarning: Bool)
  }

  private struct Content {
    var urgent: [Item] = []
    var items: [Item] = []
    /// The index of the first item; those before it were removed.
    var head = 0
    /// True when the source has more requests than fit.
    var hasMore = false
    var trainerWaits = false
    /// The requests since training ended; nil while it continues.
    var late: LateRequests?

    var count: Int { items.count - head }

    mutating func removeFirst(_ limit: Int) -> [Item] {
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

  /// The number of requests carried out at one safe point.
  static let portion = 100
  /// The number of requests that may wait.
  public static let capacity = 10_000

  private let content = Mutex(Content())
  private let arrived = DispatchSemaphore(value: 0)

  /// An empty inbox.
  public init() {}

  /// Adds a request and wakes a trainer that waits in a pause.
  ///
  /// - Returns: False when the queue is full; immediate stops have room of their own.
  @discardableResult
  public func post(_ request: CommandRequest) -> Bool {
    post(.request(request, at: .now))
  }

  /// Adds a remark that the trainer reports as an event.
  ///
  /// - Parameter isWarning: True for a warning, false for a plain message.
  /// - Returns: False when the queue is full.
  @discardableResult
  public func post(remark: String, from source: String, isWarning: Bool = true) -> Bool {
    post(.remark(remark, from: source, isWarning: isWarning))
  }

  /// Counts requests that came after the end of training and were not read individually.
  ///
  /// - Parameter first: The id of the first request.
  public func countLate(_ number: Int, first: String, from source: String) {
    content.withLock { $0.late?.count(number, first: first, from: source) }
  }

  /// True once training has ended; a request is then only answered or counted.
  public var isClosed: Bool { content.withLock { $0.late != nil } }

  /// The number of further requests that fit.
  public var room: Int { content.withLock { max(0, Self.capacity - $0.count) } }

  /// Tells the inbox that the source has more requests, or no more.
  public func tell(hasMore: Bool) { content.withLock { $0.hasMore = hasMore } }

  @discardableResult
  private func post(_ item: Item) -> Bool {
    let (isTaken, wakes) = content.withLock { content in
      if content.late != nil, case .request(let request, _) = item {
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

  /// The room beyond the requests: remarks are reported even when too many requests wait.
  private static func reserve(for item: Item) -> Int {
    switch item {
    case .request: 0
    case .remark: portion
    }
  }

  private static func isUrgent(_ item: Item) -> Bool {
    switch item {
    case .request(let request, _): request.command == .stop(.now)
    case .remark: false
    }
  }

  /// Removes the next portion of items, in order but for a stop; empty when none waits.
  func removePortion() -> [Item] { content.withLock { $0.removeFirst(Self.portion) } }

  /// Waits until there are items, and removes a portion of them.
  func waitForPortion() -> [Item] {
    while true {
      let items = content.withLock { content in
        let items = content.removeFirst(Self.portion)
        content.trainerWaits = items.isEmpty
        return items
      }
      if !items.isEmpty { return items }
      arrived.wait()
    }
  }

  /// Closes the inbox: requests that still wait, and those that their source still has, came too
  /// late.
  ///
  /// - Parameters:
  ///   - earlier: Earlier requests that wait elsewhere.
  ///   - limit: The time to wait for further requests.
  /// - Returns: The late requests, and the remarks for the journal.
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
        case .request(let request, _): late.add(request)
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
      return (late, content.removeFirst(content.items.count))
    }
  }
}
