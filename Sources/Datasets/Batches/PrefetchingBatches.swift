/// The batches of consecutive epochs, prepared on a background thread a few ahead of their use.
///
/// Their contents depend on the source, the seed and the epoch only, never on timing. Use them from one
/// thread.
public final class PrefetchingBatches {
  private let batches: Prefetch<Batch>

  /// Creates batches of a source.
  ///
  /// - Parameters:
  ///   - seed: The seed of the order; `nil` keeps the order of the source.
  ///   - depth: The number of batches to prepare ahead, at least 1.
  ///   - part: The part of each batch to prepare, where several processes share it: a range within a batch of a size;
  ///     `nil` for the whole.
  public init(
    source: any ImageSource, batchSize: Int, seed: UInt64?, depth: Int = 4,
    part: (@Sendable (Int) -> Range<Int>)? = nil
  ) {
    batches = Prefetch(
      order: EpochOrder(count: source.count, seed: seed), batchSize: batchSize, depth: depth,
      blank: Batch(inputs: [], labels: []), part: part
    ) { batch, indices, epoch in
      batch.fill(indices, of: source, epoch: epoch)
    }
  }

  /// The number of batches per epoch; the last one may be smaller.
  public var count: Int { batches.count }

  /// The number of examples in the whole batch with an index.
  public func size(of index: Int) -> Int { batches.size(of: index) }

  /// Starts an epoch; an unfinished one is dropped.
  public func begin(epoch: Int) { batches.begin(epoch: epoch) }

  /// The next batch of the epoch; `nil` at its end or before the first epoch.
  ///
  /// Hand it to `reuse` when it is no longer needed.
  public func nextBatch() -> Batch? { batches.nextItem() }

  /// Hands a batch back, so that its memory is reused.
  public func reuse(_ batch: consuming Batch) { batches.reuse(batch) }
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
