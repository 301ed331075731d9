/// A thread's part of a range: parts are equal but for a whole number of blocks.
enum Share {
  /// The part of `0 ..< count` that belongs to `rank` of `size`; boundaries are multiples of `block`.
  ///
  /// The first thread always has a part: what is summed up over the threads has a place.
  static func of(_ count: Int, rank: Int, size: Int, block: Int) -> Range<Int> {
    let blocks = (count + block - 1) / block
    let from = (blocks * rank + size - 1) / size * block
    let to = (blocks * (rank + 1) + size - 1) / size * block
    return min(from, count)..<min(to, count)
  }
}
