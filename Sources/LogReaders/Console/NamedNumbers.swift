/// The `name: value` pairs of a console line.
struct NamedNumbers {
  /// A name and its number.
  struct Pair {
    /// The name.
    var name: String
    /// The number.
    var value: Double
    /// The number in brackets after it, which is torchvision's average.
    var average: Double?
  }

  /// The pairs, in order.
  private(set) var pairs: [Pair] = []

  /// Finds all pairs; numbers with a unit of time, speed or size are left out.
  ///
  /// - Complexity: O(bytes).
  init(_ text: ByteText) {
    let bytes = text.bytes
    var index = bytes.startIndex
    var limit = bytes.startIndex
    while index < bytes.endIndex, pairs.count < 1000 {
      defer { index += 1 }
      guard bytes[index] == UInt8(ascii: ":") || bytes[index] == UInt8(ascii: "=") else { continue }
      guard let name = Self.name(bytes, before: index, after: limit),
        let (value, end) = Self.value(bytes, index + 1)
      else { continue }
      var pair = Pair(name: LogText.string(name), value: value)
      if let close = Self.average(bytes, end, &pair) { limit = close } else { limit = end }
      pairs.append(pair)
    }
  }

  private static func name(
    _ bytes: ArraySlice<UInt8>, before end: Int, after limit: Int
  ) -> ArraySlice<UInt8>? {
    var end = end
    while end > limit, bytes[end - 1] == 0x20 { end -= 1 }
    var start = end
    while start > limit, end - start < 100, !isBreak(bytes[start - 1]) { start -= 1 }
    // A name starts with a letter; an opening bracket before it does not belong to it.
    while start < end, !isLetter(bytes[start]) { start += 1 }
    guard start < end else { return nil }
    return bytes[withSplit(bytes, start, after: limit)..<end]
  }

  /// The start of a name including a preceding `train`, `val` or the like: `val loss` is not
  /// `loss`.
  private static func withSplit(
    _ bytes: ArraySlice<UInt8>, _ start: Int, after limit: Int
  ) -> Int {
    guard start > limit, bytes[start - 1] == 0x20 else { return start }
    let end = start - 1
    var first = end
    while first > limit, end - first < 12, isLetter(bytes[first - 1]) { first -= 1 }
    guard first < end, first == limit || isBreak(bytes[first - 1]) else { return start }
    let word = String(decoding: bytes[first..<end], as: UTF8.self).lowercased()
    return splits.contains(word) ? first : start
  }

  private static let splits: Set<String> = [
    "train", "training", "val", "valid", "validation", "test", "eval",
  ]

  private static func isBreak(_ byte: UInt8) -> Bool {
    byte <= 0x20 || ",|;{}'\":=".utf8.contains(byte)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || byte == UInt8(ascii: "_") || byte >= 0x80
  }

  private static func value(_ bytes: ArraySlice<UInt8>, _ start: Int) -> (Double, Int)? {
    var start = start
    while start < bytes.endIndex, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
    var end = start
    while end < bytes.endIndex, end - start < 48, !" ,|;)]}\t".utf8.contains(bytes[end]) {
      end += 1
    }
    guard start < end, case .number(let value) = NumberText(bytes[start..<end]) else { return nil }
    // `4.8 images/s` is a speed.
    let unit = ByteText(bytes[end...].prefix(12)).trimmed
    for word: StaticString in ["images/s", "it/s", "samples/s", "s/it", "days", "hours", "day,"]
    where unit.hasPrefix(word) { return nil }
    return (value, end)
  }

  private static func average(
    _ bytes: ArraySlice<UInt8>, _ start: Int, _ pair: inout Pair
  ) -> Int? {
    guard start + 2 < bytes.endIndex, bytes[start] == 0x20, bytes[start + 1] == UInt8(ascii: "(")
    else { return nil }
    var end = start + 2
    while end < bytes.endIndex, end - start < 48, bytes[end] != UInt8(ascii: ")") { end += 1 }
    guard end < bytes.endIndex, let value = NumberText(bytes[start + 2..<end]).value else {
      return nil
    }
    pair.average = value
    return end
  }
}
