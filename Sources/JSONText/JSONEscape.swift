/// The meaning of escapes in JSON text.
enum JSONEscape {
  /// The character that a letter after a backslash stands for; nil for `u` and unknown letters.
  static func byte(_ letter: UInt8) -> UInt8? {
    switch letter {
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "t"): 0x09
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): letter
    default: nil
    }
  }

  /// True for the first half of a pair of UTF-16 surrogates.
  static func isHighSurrogate(_ code: UInt32) -> Bool { 0xD800..<0xDC00 ~= code }

  /// The UTF-8 of a code after `\u`; U+FFFD for a surrogate without its other half.
  ///
  /// - Parameter low: The code of a second escape, which follows a high surrogate.
  static func bytes(_ code: UInt32, low: UInt32? = nil) -> String.UTF8View {
    var code = code
    if let low {
      code = 0xDC00..<0xE000 ~= low ? 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00) : 0xFFFD
    }
    return String(Character(Unicode.Scalar(code) ?? "\u{FFFD}")).utf8
  }
}
