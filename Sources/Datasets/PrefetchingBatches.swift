internal import Dispatch
internal import Synchronization

/// The batches of one epoch after another, made ready on a background queue a few ahead of their use.
///
/// What they hold depends on the source, the seed and the epoch alone, never on timing. Used from one
/// thread.
public final class PrefetchingBatches {
  /// Batches an epoch; the last may be smaller.
  public let count: Int
  private let source: any ImageSource
  private let batchSize: Int
  private let order: EpochOrder
  private let depth: Int
  private let queue = DispatchQueue(label: "batches", qos: .userInitiated)
  private let spares = Spares()
  private var feed: Feed?
  private var next = 0

  /// Prepares batches of a source.
  ///
  /// - Parameters:
  ///   - seed: of the order; nil keeps the source's.
  ///   - depth: how many batches are made ahead, at least 1.
  public init(source: any ImageSource, batchSize: Int, seed: UInt64?, depth: Int = 4) {
    self.source = source
    self.batchSize = max(1, batchSize)
    self.depth = max(1, depth)
    order = EpochOrder(count: source.count, seed: seed)
    count = (source.count + self.batchSize - 1) / self.batchSize
  }

  deinit { feed?.abandon() }

  /// Starts an epoch; one that was begun before and not finished is dropped.
  public func begin(epoch: Int) {
    feed?.abandon()
    let feed = Feed(indices: order.indices(epoch: epoch), epoch: epoch)
    self.feed = feed
    next = 0
    for index in 0..<min(depth, count) { prepare(index, for: feed) }
  }

  /// The next batch of the epoch; nil at its end, or when none was begun.
  ///
  /// Hand it to `reuse` when it is no longer needed.
  public func nextBatch() -> Batch? {
    guard let feed, next < count else { return nil }
    if next + depth < count { prepare(next + depth, for: feed) }
    next += 1
    return feed.take()
  }

  /// Takes a batch's memory back.
  public func reuse(_ batch: consuming Batch) { spares.put(batch) }

  private func prepare(_ index: Int, for feed: Feed) {
    queue.async { [source, batchSize, spares] in
      if feed.isAbandoned { return }
      let indices = feed.indices[
        index * batchSize..<min((index + 1) * batchSize, feed.indices.count)]
      var batch = spares.take()
      batch.fill(indices, of: source, epoch: feed.epoch)
      feed.put(batch)
    }
  }
}

extension Batch {
  fileprivate mutating func fill(_ indices: ArraySlice<Int>, of source: any ImageSource, epoch: Int)
  {
    let width = source.inputs
    if inputs.count != indices.count * width {
      inputs = Array(repeating: 0, count: indices.count * width)
    }
    labels.removeAll(keepingCapacity: true)
    inputs.withUnsafeMutableBufferPointer { inputs in
      for (row, index) in indices.enumerated() {
        let slice = UnsafeMutableBufferPointer(rebasing: inputs[row * width..<(row + 1) * width])
        labels.append(source.fill(index, epoch: epoch, into: slice))
      }
    }
  }
}

/// The batches of one epoch on their way.
private final class Feed: Sendable {
  let indices: [Int]
  let epoch: Int
  private let arrived = DispatchSemaphore(value: 0)
  private let ready = Mutex<[Batch]>([])
  private let abandoned = Atomic(false)

  init(indices: [Int], epoch: Int) {
    self.indices = indices
    self.epoch = epoch
  }

  var isAbandoned: Bool { abandoned.load(ordering: .relaxed) }

  func abandon() { abandoned.store(true, ordering: .relaxed) }

  func put(_ batch: Batch) {
    ready.withLock { $0.append(batch) }
    arrived.signal()
  }

  func take() -> Batch {
    arrived.wait()
    return ready.withLock { $0.removeFirst() }
  }
}

/// Batches whose memory can be used again.
private final class Spares: Sendable {
  private let kept = Mutex<[Batch]>([])

  func put(_ batch: consuming Batch) { kept.withLock { [batch] in $0.append(batch) } }

  func take() -> Batch { kept.withLock { $0.popLast() } ?? Batch(inputs: [], labels: []) }
}
