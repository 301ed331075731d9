internal import Dispatch
internal import Synchronization
internal import SystemThreads

/// Items of one epoch after another, filled in order on a thread of their own a few ahead of their use.
///
/// Where no thread can be made, each is filled when it is wanted. Memory goes round: an item that is handed back is filled again. Used from one thread.
final class Prefetch<Item: Sendable> {
  /// Writes the examples of an epoch that have these indices into an item.
  typealias Fill = @Sendable (inout Item, ArraySlice<Int>, Int) -> Void

  /// Items an epoch; the last may be smaller.
  let count: Int
  private let batchSize: Int
  private let order: EpochOrder
  private let depth: Int
  private let fill: Fill
  private let jobs = Jobs()
  private let spares: Spares<Item>
  private var feed: Feed<Item>?
  private var next = 0

  /// Prepares items.
  ///
  /// - Parameters:
  ///   - depth: how many are made ahead, at least 1.
  ///   - blank: what is filled when nothing was handed back.
  init(order: EpochOrder, batchSize: Int, depth: Int, blank: Item, fill: @escaping Fill) {
    self.order = order
    self.batchSize = max(1, batchSize)
    self.depth = max(1, depth)
    self.fill = fill
    spares = Spares(blank)
    count = (order.count + self.batchSize - 1) / self.batchSize
  }

  deinit {
    feed?.abandon()
    jobs.end()
  }

  /// Starts an epoch; one that was begun before and not finished is dropped.
  func begin(epoch: Int) {
    feed?.abandon()
    let feed = Feed<Item>(indices: order.indices(epoch: epoch), epoch: epoch)
    self.feed = feed
    next = 0
    for index in 0..<min(depth, count) { prepare(index, for: feed) }
  }

  /// The next item of the epoch; nil at its end, or when none was begun.
  func nextItem() -> Item? {
    guard let feed, next < count else { return nil }
    if next + depth < count { prepare(next + depth, for: feed) }
    next += 1
    return feed.take()
  }

  /// Takes an item's memory back.
  func reuse(_ item: consuming Item) { spares.put(item) }

  private func prepare(_ index: Int, for feed: Feed<Item>) {
    jobs.add { [batchSize, fill, spares] in
      if feed.isAbandoned { return }
      let end = min((index + 1) * batchSize, feed.indices.count)
      var item = spares.take()
      fill(&item, feed.indices[index * batchSize..<end], feed.epoch)
      feed.put(item)
    }
  }
}

/// What is to be done in order on one thread, which begins with the first job.
private final class Jobs: Sendable {
  private struct State {
    var waiting: [@Sendable () -> Void] = []
    var hasEnded = false
    var hasThread: Bool?
  }

  private let state = Mutex(State())
  private let arrived = DispatchSemaphore(value: 0)

  /// Leaves a job; without a thread it is done now.
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

/// The items of one epoch on their way.
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

  func take() -> Item {
    arrived.wait()
    return ready.withLock { $0.removeFirst() }
  }
}

/// Items whose memory can be used again.
private final class Spares<Item: Sendable>: Sendable {
  private let kept = Mutex<[Item]>([])
  private let blank: Item

  init(_ blank: Item) { self.blank = blank }

  func put(_ item: consuming Item) { kept.withLock { [item] in $0.append(item) } }

  func take() -> Item { kept.withLock { $0.popLast() } ?? blank }
}
