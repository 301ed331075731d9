extension JSONParser {
  mutating func string() throws(Failure) -> String {
    index += 1
    // Nearly all text has no escapes.
    let start = index
    while let byte = peek, byte >= 0x20, byte != UInt8(ascii: "\\") {
      index += 1
      if byte == UInt8(ascii: "\"") {
        return skips ? "" : String(decoding: bytes[start..<index - 1], as: UTF8.self)
      }
    }
    var out = Array(bytes[start..<index])
    while let byte = peek {
      index += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: out, as: UTF8.self)
      case UInt8(ascii: "\\"): try escape(into: &out)
      case 0..<0x20:
        index -= 1
        throw failure("no control character in text")
      default: out.append(byte)
      }
    }
    throw failure("a closing quote")
  }

  private mutating func escape(into out: inout [UInt8]) throws(Failure) {
    guard let byte = peek else { throw failure("an escaped character") }
    index += 1
    switch byte {
    case UInt8(ascii: "n"): out.append(0x0A)
    case UInt8(ascii: "t"): out.append(0x09)
    case UInt8(ascii: "r"): out.append(0x0D)
    case UInt8(ascii: "b"): out.append(0x08)
    case UInt8(ascii: "f"): out.append(0x0C)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): out.append(byte)
    case UInt8(ascii: "u"):
      var code = try hexadecimal()
      if 0xD800..<0xDC00 ~= code, take(word: "\\u") {
        let low = try hexadecimal()
        code = 0xDC00..<0xE000 ~= low ? 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00) : 0xFFFD
      }
      let scalar = Unicode.Scalar(code) ?? "\u{FFFD}"
      out.append(contentsOf: String(Character(scalar)).utf8)
    default: throw failure("a known escape")
    }
  }

  private mutating func hexadecimal() throws(Failure) -> UInt32 {
    guard index + 4 <= bytes.endIndex,
      let code = UInt32(String(decoding: bytes[index..<index + 4], as: UTF8.self), radix: 16)
    else { throw failure("four hexadecimal digits") }
    index += 4
    return code
  }
}
