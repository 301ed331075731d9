internal import Synchronization

/// The batches of a detector for consecutive epochs, prepared on a background thread.
///
/// There, scenes are read, augmented and resized to the input of the network. The contents of a batch depend
/// on the source, the seed and the epoch only, never on timing. Use them from one thread.
public final class PrefetchingScenes {
  private let batches: Prefetch
  private let ranges: BatchRanges
  private let source: any SceneSource
  private let failures = ReadingFailures()

  /// Creates batches of a source.
  ///
  /// - Parameters:
  ///   - side: The width and height of the images in pixels; others are stretched to it.
  ///   - seed: The seed of the order and of the augmentation; `nil` keeps the order of the source.
  ///   - augmentation: The augmentation of the scenes; `nil` for none.
  ///   - depth: The number of batches to prepare ahead, at least 1.
  ///   - part: The part of each batch to prepare, where several processes share it: a range within a batch of a size;
  ///     `nil` for the whole.
  public init(
    source: any SceneSource, side: Int, batchSize: Int, seed: UInt64?,
    augmentation: Augmentation? = nil, depth: Int = 4,
    part: (@Sendable (Int) -> Range<Int>)? = nil
  ) {
    precondition(side > 0, "an image has at least one pixel")
    self.source = source
    ranges = BatchRanges(of: source.count, batchSize: batchSize, part: part)
    batches = Prefetch(
      order: EpochOrder(count: source.count, seed: seed), ranges: ranges, depth: depth,
      blank: DetectionBatch(side: side)
    ) { [failures] batch, indices, epoch in
      batch.clear(capacity: indices.count)
      for (place, index) in indices.enumerated() {
        do throws(DatasetError) {
          let scene = try source.scene(index, epoch: epoch)
          let varied =
            augmentation?.varied(scene, side: side, seed: seed ?? 0, epoch: epoch, index: index)
          batch.append(varied ?? scene.resized(to: side), index: index, place: place)
        } catch {
          failures.note(index, error)
        }
      }
      batch.trim()
    }
  }

  /// The number of batches per epoch; the last one may be smaller.
  public var count: Int { ranges.count }

  /// The number of scenes in the whole batch with an index.
  public func size(of index: Int) -> Int { ranges.size(of: index) }

  /// Everything left out or changed so far, one sentence each: the problems of the source, and images that
  /// cannot be read.
  ///
  /// Each problem is listed once, however many epochs there are.
  public var problems: [String] { source.problems + failures.sentences }

  /// Starts an epoch; an unfinished one is dropped.
  public func begin(epoch: Int) { batches.begin(epoch: epoch) }

  /// The next batch of the epoch; `nil` at its end or before the first epoch.
  ///
  /// It has no images if none of its files could be read. Hand it to `reuse` when it is no longer needed.
  public func nextBatch() -> DetectionBatch? { batches.nextBatch() }

  /// Hands a batch back, so that its memory is reused.
  public func reuse(_ batch: consuming DetectionBatch) { batches.reuse(batch) }
}

/// The scenes that could not be read, by index.
private final class ReadingFailures: Sendable {
  private let noted = Mutex<[Int: String]>([:])

  func note(_ index: Int, _ error: DatasetError) {
    noted.withLock { $0[index] = error.description }
  }

  var sentences: [String] {
    noted.withLock { $0.sorted { $0.key < $1.key }.map(\.value) }
  }
}
