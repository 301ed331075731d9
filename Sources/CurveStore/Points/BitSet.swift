/// A set of indices with one bit each; an empty set has no storage.
struct BitSet: Equatable, Sendable {
  private var words: [UInt64] = []

  /// Creates the set of the indices below `count` that satisfy a condition.
  ///
  /// - Complexity: O(count).
  init(_ count: Int, _ belongs: (Int) -> Bool) {
    for index in 0..<count where belongs(index) {
      if words.isEmpty { words = [UInt64](repeating: 0, count: (count + 63) / 64) }
      words[index >> 6] |= 1 << UInt64(index & 63)
    }
  }

  /// True when the set has no index.
  var isEmpty: Bool { words.isEmpty }

  /// Returns true when the set contains an index.
  func contains(_ index: Int) -> Bool {
    !words.isEmpty && words[index >> 6] >> UInt64(index & 63) & 1 == 1
  }

  /// The bytes in memory.
  var storage: Int { words.count * 8 }
}
