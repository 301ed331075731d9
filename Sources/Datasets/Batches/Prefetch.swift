internal import Dispatch
internal import Synchronization
internal import SystemThreads

/// Items of consecutive epochs, filled in order on a background thread, a few ahead of their use.
///
/// Without a thread, each item is filled when it is requested. Memory is reused: an item that is handed back
/// is filled again. Use it from one thread.
final class Prefetch<Item: Sendable> {
  /// Writes the examples with these indices of an epoch to an item.
  typealias Fill = @Sendable (inout Item, ArraySlice<Int>, Int) -> Void
  /// The part of a batch of a size that is prepared: a range within the batch.
  typealias Part = @Sendable (Int) -> Range<Int>

  /// The number of items per epoch; the last one may be smaller.
  let count: Int
  private let batchSize: Int
  private let order: EpochOrder
  private let depth: Int
  private let part: Part
  private let fill: Fill
  private let jobs = Jobs()
  private let spares: Spares<Item>
  private var feed: Feed<Item>?
  private var next = 0

  /// Creates items.
  ///
  /// - Parameters:
  ///   - depth: The number of items to prepare ahead, at least 1.
  ///   - blank: The item to fill if none was handed back.
  ///   - part: The part of each batch to prepare; `nil` for the whole.
  init(
    order: EpochOrder, batchSize: Int, depth: Int, blank: Item, part: Part?, fill: @escaping Fill
  ) {
    self.order = order
    self.batchSize = max(1, batchSize)
    self.depth = max(1, depth)
    self.part = part ?? { 0..<$0 }
    self.fill = fill
    spares = Spares(blank)
    count = (order.count + self.batchSize - 1) / self.batchSize
  }

  deinit {
    feed?.abandon()
    jobs.end()
  }

  /// Starts an epoch; an unfinished one is dropped.
  func begin(epoch: Int) {
    feed?.abandon()
    let feed = Feed<Item>(indices: order.indices(epoch: epoch), epoch: epoch)
    self.feed = feed
    next = 0
    for index in 0..<min(depth, count) { prepare(index, for: feed) }
  }

  /// The next item of the epoch; `nil` at its end or before the first epoch.
  func nextItem() -> Item? {
    guard let feed, next < count else { return nil }
    if next + depth < count { prepare(next + depth, for: feed) }
    next += 1
    return feed.next()
  }

  /// The number of examples in the whole batch with an index.
  func size(of index: Int) -> Int { max(0, min(batchSize, order.count - index * batchSize)) }

  /// Hands an item back, so that its memory is reused.
  func reuse(_ item: consuming Item) { spares.put(item) }

  private func prepare(_ index: Int, for feed: Feed<Item>) {
    let (first, part) = (index * batchSize, part(size(of: index)))
    jobs.add { [fill, spares] in
      if feed.isAbandoned { return }
      var item = spares.pop()
      fill(&item, feed.indices[first + part.lowerBound..<first + part.upperBound], feed.epoch)
      feed.put(item)
    }
  }
}

/// A queue of jobs that one thread does in order; the first job starts it.
private final class Jobs: Sendable {
  private struct State {
    var waiting: [@Sendable () -> Void] = []
    var hasEnded = false
    var hasThread: Bool?
  }

  private let state = Mutex(State())
  private let arrived = DispatchSemaphore(value: 0)

  /// Adds a job; without a thread, it is done at once.
  func add(_ job: @escaping @Sendable () -> Void) {
    let hasThread = state.withLock { state in
      let hasThread = state.hasThread ?? begin()
      state.hasThread = hasThread
      if hasThread { state.waiting.append(job) }
      return hasThread
    }
    if hasThread { arrived.signal() } else { job() }
  }

  func end() {
    state.withLock { $0.hasEnded = true }
    arrived.signal()
  }

  private func begin() -> Bool {
    do throws(ThreadError) {
      try SystemThread.start { [self] in while let job = next() { job() } }
      return true
    } catch {
      return false
    }
  }

  private func next() -> (@Sendable () -> Void)? {
    arrived.wait()
    return state.withLock { $0.hasEnded ? nil : $0.waiting.removeFirst() }
  }
}

/// The items of an epoch between their producer and their consumer.
private final class Feed<Item: Sendable>: Sendable {
  let indices: [Int]
  let epoch: Int
  private let arrived = DispatchSemaphore(value: 0)
  private let ready = Mutex<[Item]>([])
  private let abandoned = Atomic(false)

  init(indices: [Int], epoch: Int) {
    self.indices = indices
    self.epoch = epoch
  }

  var isAbandoned: Bool { abandoned.load(ordering: .relaxed) }

  func abandon() { abandoned.store(true, ordering: .relaxed) }

  func put(_ item: Item) {
    ready.withLock { $0.append(item) }
    arrived.signal()
  }

  func next() -> Item {
    arrived.wait()
    return ready.withLock { $0.removeFirst() }
  }
}

/// Items whose memory can be reused.
private final class Spares<Item: Sendable>: Sendable {
  private let kept = Mutex<[Item]>([])
  private let blank: Item

  init(_ blank: Item) { self.blank = blank }

  func put(_ item: consuming Item) { kept.withLock { [item] in $0.append(item) } }

  func pop() -> Item { kept.withLock { $0.popLast() } ?? blank }
}
