internal import Dispatch
internal import Synchronization
internal import SystemThreads

/// Batches of consecutive epochs, filled in order on a background thread, a few ahead of their use.
///
/// Without a thread, each batch is filled when it is requested. Memory is reused: a batch that is handed
/// back is filled again. Use it from one thread.
final class Prefetch {
  /// Writes the examples with these indices of an epoch to a batch.
  typealias Fill = @Sendable (inout DetectionBatch, ArraySlice<Int>, Int) -> Void

  private let order: EpochOrder
  private let ranges: BatchRanges
  private let depth: Int
  private let fill: Fill
  private let jobs = Jobs()
  private let spares: Spares
  private var feed: Feed?
  private var next = 0

  /// Creates batches.
  ///
  /// - Parameters:
  ///   - ranges: The examples of each batch.
  ///   - depth: The number of batches to prepare ahead, at least 1.
  ///   - blank: The batch to fill if none was handed back.
  init(
    order: EpochOrder, ranges: BatchRanges, depth: Int, blank: DetectionBatch, fill: @escaping Fill
  ) {
    self.order = order
    self.ranges = ranges
    self.depth = max(1, depth)
    self.fill = fill
    spares = Spares(blank)
  }

  deinit {
    feed?.abandon()
    jobs.end()
  }

  /// Starts an epoch; an unfinished one is dropped.
  func begin(epoch: Int) {
    feed?.abandon()
    let feed = Feed(indices: order.indices(epoch: epoch), epoch: epoch)
    self.feed = feed
    next = 0
    for index in 0..<min(depth, ranges.count) { prepare(index, for: feed) }
  }

  /// The next batch of the epoch; `nil` at its end or before the first epoch.
  func nextBatch() -> DetectionBatch? {
    guard let feed, next < ranges.count else { return nil }
    if next + depth < ranges.count { prepare(next + depth, for: feed) }
    next += 1
    return feed.next()
  }

  /// Hands a batch back, so that its memory is reused.
  func reuse(_ batch: consuming DetectionBatch) { spares.put(batch) }

  private func prepare(_ index: Int, for feed: Feed) {
    let range = ranges[index]
    jobs.add { [fill, spares] in
      if feed.isAbandoned { return }
      var batch = spares.pop()
      fill(&batch, feed.indices[range], feed.epoch)
      feed.put(batch)
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

/// The batches of an epoch between their producer and their consumer.
private final class Feed: Sendable {
  let indices: [Int]
  let epoch: Int
  private let arrived = DispatchSemaphore(value: 0)
  private let ready = Mutex<[DetectionBatch]>([])
  private let abandoned = Atomic(false)

  init(indices: [Int], epoch: Int) {
    self.indices = indices
    self.epoch = epoch
  }

  var isAbandoned: Bool { abandoned.load(ordering: .relaxed) }

  func abandon() { abandoned.store(true, ordering: .relaxed) }

  func put(_ batch: DetectionBatch) {
    ready.withLock { $0.append(batch) }
    arrived.signal()
  }

  func next() -> DetectionBatch {
    arrived.wait()
    return ready.withLock { $0.removeFirst() }
  }
}

/// Batches whose memory can be reused.
private final class Spares: Sendable {
  private let kept = Mutex<[DetectionBatch]>([])
  private let blank: DetectionBatch

  init(_ blank: DetectionBatch) { self.blank = blank }

  func put(_ batch: consuming DetectionBatch) { kept.withLock { [batch] in $0.append(batch) } }

  func pop() -> DetectionBatch { kept.withLock { $0.popLast() } ?? blank }
}
