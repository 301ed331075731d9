/// The part of a range that a thread or a process works on.
///
/// Parts have equal sizes, up to one block.
package enum Share {
  /// The part of `0 ..< count` that belongs to `rank` of `size`; boundaries are multiples of `block`.
  ///
  /// The first thread always has a part, so that sums over the threads have a place.
  package static func of(_ count: Int, rank: Int, size: Int, block: Int) -> Range<Int> {
    let blocks = (count + block - 1) / block
    let from = (blocks * rank + size - 1) / size * block
    let to = (blocks * (rank + 1) + size - 1) / size * block
    return min(from, count)..<min(to, count)
  }
}
