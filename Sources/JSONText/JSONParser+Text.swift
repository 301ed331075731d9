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
    if let character = JSONEscape.byte(byte) {
      out.append(character)
      return
    }
    guard byte == UInt8(ascii: "u") else { throw failure("a known escape") }
    let code = try hexadecimal()
    let isPair = JSONEscape.isHighSurrogate(code) && consume(word: "\\u")
    out += JSONEscape.bytes(code, low: isPair ? try hexadecimal() : nil)
  }

  private mutating func hexadecimal() throws(Failure) -> UInt32 {
    guard index + 4 <= bytes.endIndex,
      let code = UInt32(String(decoding: bytes[index..<index + 4], as: UTF8.self), radix: 16)
    else { throw failure("four hexadecimal digits") }
    index += 4
    return code
  }
}
