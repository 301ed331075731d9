/// A set of indices, one bit each; one without any needs no room.
struct BitSet: Equatable, Sendable {
  private var words: [UInt64] = []

  /// Asks for each index whether it belongs to the set.
  ///
  /// - Complexity: O(count).
  init(_ count: Int, _ belongs: (Int) -> Bool) {
    for index in 0..<count where belongs(index) {
      if words.isEmpty { words = [UInt64](repeating: 0, count: (count + 63) / 64) }
      words[index >> 6] |= 1 << UInt64(index & 63)
    }
  }

  /// Whether there is none.
  var isEmpty: Bool { words.isEmpty }

  /// Whether an index belongs to it.
  func contains(_ index: Int) -> Bool {
    !words.isEmpty && words[index >> 6] >> UInt64(index & 63) & 1 == 1
  }

  /// Bytes in memory.
  var storage: Int { words.count * 8 }
}
