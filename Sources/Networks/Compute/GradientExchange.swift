/// The connection of a network with its copies in other processes, which train on other parts of
/// the same batch.
///
/// Every copy makes the same calls in the same order, always on one thread at a time. A failure is
/// for the caller of `trainStep` to find out: the calls then do nothing.
public protocol GradientExchange: AnyObject {
  /// The number of this copy, from 0, and the number of copies.
  var place: (rank: Int, size: Int) { get }
  /// Replaces the values of all copies by their sums, which are the same to the bit everywhere.
  ///
  /// Sums are pairwise, neighbours first, as those of `PairwiseSum`.
  func sum(_ values: UnsafeMutableBufferPointer<Float>)
  /// Collects the parts of all copies at every copy.
  ///
  /// - Parameter parts: Parts of equal size in the order of ranks; each copy fills in its own.
  func gather(_ parts: UnsafeMutableBufferPointer<Double>)
}

/// The order in which parts are added up: (0 + 1) + (2 + 3), and so on.
///
/// Sums of threads within processes and of the processes give the same bits as those of all threads
/// in one process, if each process has 2ⁿ threads.
enum PairwiseSum {
  /// Calls `add` for each addition, in order.
  ///
  /// The part with the second index is added to the one with the first. The sum of all is then in
  /// part 0.
  static func forEach(of count: Int, add: (_ target: Int, _ source: Int) -> Void) {
    var distance = 1
    while distance < count {
      for target in stride(from: 0, to: count - distance, by: 2 * distance) {
        add(target, target + distance)
      }
      distance *= 2
    }
  }
}

/// The numbers of a step that are known only when all threads of all processes are asked.
final class BatchTotals {
  /// The images that the batch should have, some of which may be unreadable.
  var planned = 0
  /// The places of this process's images in its part; empty if none is missing.
  var places: [Int] = []
  /// The images of the batch.
  var images = 0
  /// The boxes with an object in the batch.
  var positives = 0
}
