internal import Synchronization

/// The batches of a detector, one epoch after another, made ready on a background queue.
///
/// Scenes are read, augmented and brought to the network's size there. What a batch holds depends on the
/// source, the seed and the epoch alone, never on timing. Used from one thread.
public final class PrefetchingScenes {
  private let batches: Prefetch<DetectionBatch>
  private let source: any SceneSource
  private let failures = ReadingFailures()

  /// Prepares batches of a source.
  ///
  /// - Parameters:
  ///   - side: pixels across and down of the images; others are stretched to it.
  ///   - seed: of the order and of the augmentation; nil keeps the source's order.
  ///   - augmentation: how scenes are varied; nil for not at all.
  ///   - depth: how many batches are made ahead, at least 1.
  public init(
    source: any SceneSource, side: Int, batchSize: Int, seed: UInt64?,
    augmentation: Augmentation? = nil, depth: Int = 4
  ) {
    precondition(side > 0, "an image has at least one pixel")
    self.source = source
    batches = Prefetch(
      order: EpochOrder(count: source.count, seed: seed), batchSize: batchSize, depth: depth,
      blank: DetectionBatch(side: side)
    ) { [failures] batch, indices, epoch in
      batch.clear(capacity: indices.count)
      for index in indices {
        do throws(DatasetError) {
          let scene = try source.scene(index, epoch: epoch)
          let varied =
            augmentation?.varied(scene, side: side, seed: seed ?? 0, epoch: epoch, index: index)
          batch.append(varied ?? scene.resized(to: side), index: index)
        } catch {
          failures.note(index, error)
        }
      }
      batch.trim()
    }
  }

  /// Batches an epoch; the last may be smaller.
  public var count: Int { batches.count }

  /// What was left out or changed so far, a sentence each: the source's, and images that cannot be read.
  ///
  /// Each is in it once, however many epochs there are.
  public var problems: [String] { source.problems + failures.sentences }

  /// Starts an epoch; one that was begun before and not finished is dropped.
  public func begin(epoch: Int) { batches.begin(epoch: epoch) }

  /// The next batch of the epoch; nil at its end, or when none was begun.
  ///
  /// It has no images when none of its files could be read. Hand it to `reuse` when it is no longer
  /// needed.
  public func nextBatch() -> DetectionBatch? { batches.nextItem() }

  /// Takes a batch's memory back.
  public func reuse(_ batch: consuming DetectionBatch) { batches.reuse(batch) }
}

/// The scenes that could not be read, by their index.
private final class ReadingFailures: Sendable {
  private let noted = Mutex<[Int: String]>([:])

  func note(_ index: Int, _ error: DatasetError) {
    noted.withLock { $0[index] = error.description }
  }

  var sentences: [String] {
    noted.withLock { $0.sorted { $0.key < $1.key }.map(\.value) }
  }
}
