/// The lines of a text file.
enum FileLines {
  /// Reads all lines and trims them.
  ///
  /// Empty lines are kept, so that indices are line numbers.
  static func read(_ path: String) throws(DatasetError) -> PackedTexts {
    let bytes = try WholeFile.bytes(of: path)
    if let lines = bytes.withUnsafeBufferPointer(plain) { return lines }
    var lines = PackedTexts()
    let text = String(decoding: bytes, as: UTF8.self)
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      lines.append(
        String(line.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()))
    }
    return lines
  }

  /// The lines of ASCII that end with LF or CR LF; `nil` for other texts.
  private static func plain(_ bytes: UnsafeBufferPointer<UInt8>) -> PackedTexts? {
    var lines = PackedTexts()
    var start = 0
    for index in 0...bytes.count {
      let byte = index < bytes.count ? bytes[index] : 0x0A
      if byte == 0x0D {
        guard index + 1 < bytes.count, bytes[index + 1] == 0x0A else { return nil }
      } else if byte >= 0x80 || byte == 0x0B || byte == 0x0C {
        return nil
      }
      guard byte == 0x0A else { continue }
      lines.append(bytes.trimmed(start..<index))
      start = index + 1
    }
    return lines
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The bytes of a range without blanks at either end.
  func trimmed(_ range: Range<Int>) -> Slice<Self> {
    var (first, last) = (range.lowerBound, range.upperBound)
    while first < last, self[first].isBlank { first += 1 }
    while last > first, self[last - 1].isBlank { last -= 1 }
    return self[first..<last]
  }
}

extension UInt8 {
  /// `true` for a space, a tab or a carriage return.
  var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0D }
}
