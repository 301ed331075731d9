/// Texts, one after the other in one run of bytes.
///
/// Each takes its bytes of UTF-8 and eight more, where an array of strings takes an allocation for each.
struct PackedTexts: RandomAccessCollection, Equatable, Sendable {
  /// The bytes of all texts.
  private(set) var bytes: [UInt8] = []
  /// The end of each text in `bytes`.
  private var ends: [Int] = []

  var startIndex: Int { 0 }
  var endIndex: Int { ends.count }

  /// The bytes of a text within `bytes`.
  func range(_ index: Int) -> Range<Int> { (index == 0 ? 0 : ends[index - 1])..<ends[index] }

  /// The text with an index.
  subscript(index: Int) -> String { String(decoding: bytes[range(index)], as: UTF8.self) }

  /// Adds a text.
  mutating func append(_ text: some Sequence<UInt8>) {
    bytes.append(contentsOf: text)
    ends.append(bytes.count)
  }

  /// Adds a text.
  mutating func append(_ text: String) { append(text.utf8) }

  /// Reserves memory for texts with a total of `bytes`.
  mutating func reserve(texts: Int, bytes count: Int) {
    ends.reserveCapacity(texts)
    bytes.reserveCapacity(count)
  }

  /// The same texts, sorted as strings are.
  ///
  /// - Complexity: O(n log n) comparisons.
  func sorted() -> PackedTexts {
    let order = bytes.withUnsafeBytes { bytes in
      // Strings of ASCII are in the order of their bytes; others have to be normalized to be compared.
      let isPlain = bytes.allSatisfy { $0 < 0x80 }
      return (0..<Int32(count)).sorted { first, second in
        let (first, second) = (range(Int(first)), range(Int(second)))
        return isPlain
          ? bytes[first].lexicographicallyPrecedes(bytes[second])
          : String(decoding: bytes[first], as: UTF8.self)
            < String(decoding: bytes[second], as: UTF8.self)
      }
    }
    var sorted = PackedTexts()
    sorted.reserve(texts: count, bytes: bytes.count)
    for index in order { sorted.append(bytes[range(Int(index))]) }
    return sorted
  }
}
