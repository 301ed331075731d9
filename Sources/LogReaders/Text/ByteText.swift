/// Text as bytes, with the operations that console lines need.
struct ByteText {
  /// The bytes.
  let bytes: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

  /// The text, read as Latin-1 where it is not UTF-8.
  var string: String { LogText.string(bytes) }

  /// The text without surrounding blanks.
  var trimmed: ByteText {
    var part = bytes.drop { $0 == 0x20 || $0 == 0x09 }
    while let last = part.last, last == 0x20 || last == 0x09 { part.removeLast() }
    return ByteText(part)
  }

  /// Returns true when the text starts with another.
  func hasPrefix(_ text: StaticString) -> Bool { matches(text, at: bytes.startIndex) }

  /// The first range of a text; nil when there is none.
  ///
  /// - Complexity: O(bytes · text).
  func range(of text: StaticString, from start: Int? = nil) -> Range<Int>? {
    let count = text.utf8CodeUnitCount
    var index = start ?? bytes.startIndex
    while index + count <= bytes.endIndex {
      if matches(text, at: index) { return index..<index + count }
      index += 1
    }
    return nil
  }

  /// Returns true when the text contains another.
  func contains(_ text: StaticString) -> Bool { range(of: text) != nil }

  private func matches(_ text: StaticString, at index: Int) -> Bool {
    let count = text.utf8CodeUnitCount
    guard index + count <= bytes.endIndex else { return false }
    for offset in 0..<count where bytes[index + offset] != text.utf8Start[offset] { return false }
    return true
  }

  /// The text of a range.
  subscript(range: Range<Int>) -> ByteText { ByteText(bytes[range]) }
  /// The text from an index on.
  func from(_ index: Int) -> ByteText { ByteText(bytes[index...]) }
  /// The text before an index.
  func upTo(_ index: Int) -> ByteText { ByteText(bytes[..<index]) }

  /// The parts between blanks.
  var words: [ByteText] {
    bytes.split { $0 == 0x20 || $0 == 0x09 }.map(ByteText.init)
  }

  /// The parts between separators.
  func split(_ separator: StaticString) -> [ByteText] {
    var parts: [ByteText] = []
    var start = bytes.startIndex
    while let range = range(of: separator, from: start) {
      parts.append(self[start..<range.lowerBound])
      start = range.upperBound
    }
    return parts + [from(start)]
  }

  /// The number that the text is; nil when it is not one.
  var number: Double? { NumberText(bytes).value }

  /// The integer at the beginning and the rest.
  var leadingInteger: (value: Int64, rest: ByteText)? {
    let digits = bytes.prefix { $0 >= 0x30 && $0 <= 0x39 }
    guard !digits.isEmpty, digits.count <= 18 else { return nil }
    let value = digits.reduce(Int64(0)) { $0 * 10 + Int64($1 - 0x30) }
    return (value, ByteText(bytes[digits.endIndex...]))
  }

  /// The numbers of `7/468` at the beginning and the rest.
  var leadingPart: (part: Int64, whole: Int64?, rest: ByteText)? {
    guard let (part, rest) = leadingInteger, rest.hasPrefix("/") else { return nil }
    let behind = ByteText(rest.bytes.dropFirst().drop { $0 == 0x20 })
    if behind.hasPrefix("Unknown") { return (part, nil, ByteText(behind.bytes.dropFirst(7))) }
    guard let (whole, end) = behind.leadingInteger else { return nil }
    return (part, whole, end)
  }

  /// The numbers of `[ 5/20]` or `[3]` at the beginning and the rest.
  var leadingBracket: (part: Int64, whole: Int64?, rest: ByteText)? {
    guard hasPrefix("[") else { return nil }
    let inner = ByteText(bytes.dropFirst().drop { $0 == 0x20 })
    if let (part, whole, rest) = inner.leadingPart {
      return rest.hasPrefix("]") ? (part, whole, ByteText(rest.bytes.dropFirst())) : nil
    }
    guard let (part, rest) = inner.leadingInteger, rest.hasPrefix("]") else { return nil }
    return (part, nil, ByteText(rest.bytes.dropFirst()))
  }
}
