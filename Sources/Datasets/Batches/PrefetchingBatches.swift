/// The batches of one epoch after another, made ready on a background queue a few ahead of their use.
///
/// What they hold depends on the source, the seed and the epoch alone, never on timing. Used from one
/// thread.
public final class PrefetchingBatches {
  private let batches: Prefetch<Batch>

  /// Prepares batches of a source.
  ///
  /// - Parameters:
  ///   - seed: of the order; nil keeps the source's.
  ///   - depth: how many batches are made ahead, at least 1.
  public init(source: any ImageSource, batchSize: Int, seed: UInt64?, depth: Int = 4) {
    batches = Prefetch(
      order: EpochOrder(count: source.count, seed: seed), batchSize: batchSize, depth: depth,
      blank: Batch(inputs: [], labels: [])
    ) { batch, indices, epoch in
      batch.fill(indices, of: source, epoch: epoch)
    }
  }

  /// Batches an epoch; the last may be smaller.
  public var count: Int { batches.count }

  /// Starts an epoch; one that was begun before and not finished is dropped.
  public func begin(epoch: Int) { batches.begin(epoch: epoch) }

  /// The next batch of the epoch; nil at its end, or when none was begun.
  ///
  /// Hand it to `reuse` when it is no longer needed.
  public func nextBatch() -> Batch? { batches.nextItem() }

  /// Takes a batch's memory back.
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
