/// The batches of a source of images, epoch after epoch.
///
/// Their contents depend on the source, the seed and the epoch only.
public struct ImageBatches {
  private let source: any ImageSource
  private let order: EpochOrder
  private let ranges: BatchRanges
  private var indices: [Int] = []
  private var epoch = 0

  /// Creates batches of a source.
  ///
  /// - Parameters:
  ///   - seed: The seed of the order; `nil` keeps the order of the source.
  ///   - part: The part of each batch to fill, where several processes share it: a range within a batch of a size;
  ///     `nil` for the whole.
  public init(
    source: any ImageSource, batchSize: Int, seed: UInt64?,
    part: (@Sendable (Int) -> Range<Int>)? = nil
  ) {
    self.source = source
    order = EpochOrder(count: source.count, seed: seed)
    ranges = BatchRanges(of: source.count, batchSize: batchSize, part: part)
  }

  /// The number of batches per epoch; the last one may be smaller.
  public var count: Int { ranges.count }

  /// The number of images in the whole batch with an index.
  public func size(of index: Int) -> Int { ranges.size(of: index) }

  /// Starts an epoch.
  ///
  /// - Complexity: O(images).
  public mutating func begin(epoch: Int) {
    self.epoch = epoch
    indices = order.indices(epoch: epoch)
  }

  /// The batch with an index, or the part of it that this process fills; empty before the first epoch.
  public subscript(index: Int) -> ImageBatch {
    ImageBatch(
      source: source, indices: indices[ranges[index].clamped(to: indices.indices)], epoch: epoch)
  }
}

/// The images of a batch, which any number of threads can write at once.
public struct ImageBatch: Sendable {
  fileprivate let source: any ImageSource
  fileprivate let indices: ArraySlice<Int>
  fileprivate let epoch: Int

  /// The number of images.
  public var count: Int { indices.count }

  /// Writes an image as numbers 0 … 1.
  ///
  /// - Parameter index: The index of the image in the batch, below `count`.
  /// - Returns: The class of the image.
  public func fill(_ index: Int, into row: UnsafeMutableBufferPointer<Float>) -> UInt8 {
    source.fill(indices[indices.startIndex + index], epoch: epoch, into: row)
  }
}
