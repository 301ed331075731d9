/// A cell or value of a log as a number, read as the tools write it and never by the system's language.
enum NumberText: Equatable {
  /// A number; may be NaN or infinite.
  case number(Double)
  /// Nothing, or a word for nothing: `NA`, `None`, `null`, `-`.
  case missing
  /// Anything else.
  case text

  /// Reads bytes, blanks around them passed over.
  ///
  /// - Parameter decimalComma: whether `0,5` is a half.
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

  /// The number, if it is one.
  var value: Double? { if case .number(let value) = self { value } else { nil } }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0 }

  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
    1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  /// Digits with a sign, point and exponent.
  ///
  /// Up to 2⁵³ times or through a power of ten up to 10²² is exact with one rounding (Clinger 1990,
  /// https://doi.org/10.1145/93542.93557); everything else goes through the library.
  private static func plain(_ bytes: ArraySlice<UInt8>, decimalComma: Bool) -> Double? {
    var index = bytes.startIndex
    let end = bytes.endIndex
    guard index < end else { return nil }
    let isNegative = bytes[index] == UInt8(ascii: "-")
    if isNegative || bytes[index] == UInt8(ascii: "+") { index += 1 }
    var mantissa: UInt64 = 0
    var (digits, scale, hasPoint, isLong) = (0, 0, false, false)
    while index < end {
      let byte = bytes[index]
      if byte >= 0x30, byte <= 0x39 {
        digits += 1
        if mantissa < 900_719_925_474_099 {
          mantissa = mantissa * 10 + UInt64(byte - 0x30)
          if hasPoint { scale -= 1 }
        } else {
          isLong = true
        }
      } else if !hasPoint, byte == UInt8(ascii: ".") || decimalComma && byte == UInt8(ascii: ",") {
        hasPoint = true
      } else {
        break
      }
      index += 1
    }
    guard digits > 0 else { return nil }
    if index < end {
      guard bytes[index] | 0x20 == UInt8(ascii: "e") else { return nil }
      index += 1
      var isDown = false
      if index < end, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
        isDown = bytes[index] == UInt8(ascii: "-")
        index += 1
      }
      guard index < end, end - index <= 6 else { return nil }
      var exponent = 0
      while index < end {
        guard bytes[index] >= 0x30, bytes[index] <= 0x39 else { return nil }
        exponent = exponent * 10 + Int(bytes[index] - 0x30)
        index += 1
      }
      scale += isDown ? -exponent : exponent
    }
    if isLong || abs(scale) > 22 {
      var text = String(decoding: bytes, as: UTF8.self)
      if decimalComma { text = String(text.map { $0 == "," ? "." : $0 }) }
      return Double(text)
    }
    let size = scale < 0 ? Double(mantissa) / powers[-scale] : Double(mantissa) * powers[scale]
    return isNegative ? -size : size
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
