internal import JSONText

/// A cell or value of a log as a number in the notation of tools, independent of the locale.
enum NumberText: Equatable {
  /// A number, which may be NaN or infinite.
  case number(Double)
  /// An empty cell, or a word for a missing value: `NA`, `None`, `null`, `-`.
  case missing
  /// Anything else.
  case text

  /// Reads bytes and ignores surrounding blanks.
  ///
  /// - Parameter decimalComma: True when `0,5` is a half.
  /// - Complexity: O(bytes).
  init(_ bytes: ArraySlice<UInt8>, decimalComma: Bool = false) {
    var (start, end) = (bytes.startIndex, bytes.endIndex)
    while start < end, Self.isBlank(bytes[start]) { start += 1 }
    while end > start, Self.isBlank(bytes[end - 1]) { end -= 1 }
    if start == end {
      self = .missing
    } else if let value = Self.plain(bytes[start..<end], decimalComma: decimalComma) {
      self = .number(value)
    } else {
      self = Self.word(bytes[start..<end])
    }
  }

  /// The number; nil when there is none.
  var value: Double? { if case .number(let value) = self { value } else { nil } }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0 }

  /// The value of digits with a sign, point and exponent.
  private static func plain(_ bytes: ArraySlice<UInt8>, decimalComma: Bool) -> Double? {
    let isComma = decimalComma && bytes.contains(UInt8(ascii: ","))
    let scan = bytes.withUnsafeBufferPointer {
      NumberScan(
        $0, from: 0, to: $0.count, point: isComma ? UInt8(ascii: ",") : UInt8(ascii: "."))
    }
    guard scan.end == bytes.count else { return nil }
    if let value = scan.value { return value }
    let text = String(decoding: bytes, as: UTF8.self)
    return Double(isComma ? String(text.map { $0 == "," ? "." : $0 }) : text)
  }

  private static func word(_ bytes: ArraySlice<UInt8>) -> NumberText {
    guard bytes.count <= 12 else { return .text }
    let text = String(decoding: bytes, as: UTF8.self).lowercased()
    switch text {
    case "nan", "-nan", "+nan", "nan(ind)", "-nan(ind)", "1.#qnan": return .number(.nan)
    case "inf", "+inf", "infinity", "+infinity": return .number(.infinity)
    case "-inf", "-infinity": return .number(-.infinity)
    case "na", "n/a", "none", "null", "-", "--", "nil", "#n/a": return .missing
    default: break
    }
    if text.hasSuffix("%"), let value = plain(bytes.dropLast(), decimalComma: false) {
      return .number(value)
    }
    if text.contains("_"), text.allSatisfy({ $0.isNumber || $0 == "_" || $0 == "." }) {
      return Double(text.filter { $0 != "_" }).map(NumberText.number) ?? .text
    }
    return .text
  }
}
