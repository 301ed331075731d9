public import SystemFiles

extension JSONStream {
  /// Skips a value of any kind.
  ///
  /// - Throws: `FileError` when it is not a value, is cut off, or has more than 64 levels.
  public mutating func skipValue() throws(FileError) {
    // One bit per level: set for an object.
    var kinds: UInt64 = 0
    var depth = 0
    repeat {
      switch peek {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        guard depth < 64 else { throw error("more than 64 levels") }
        kinds = kinds << 1 | (peek == UInt8(ascii: "{") ? 1 : 0)
        depth += 1
        bytes.advance()
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        guard depth > 0, (peek == UInt8(ascii: "}")) == (kinds & 1 == 1) else {
          throw failure("a value")
        }
        kinds >>= 1
        depth -= 1
        bytes.advance()
      case UInt8(ascii: ","), UInt8(ascii: ":"):
        guard depth > 0 else { throw failure("a value") }
        bytes.advance()
      case UInt8(ascii: "\""): try skipText()
      default: try skipWord()
      }
    } while depth > 0
  }

  private mutating func skipText() throws(FileError) {
    bytes.advance()
    while true {
      switch bytes.next {
      case UInt8(ascii: "\""):
        bytes.advance()
        return
      case UInt8(ascii: "\\"):
        bytes.advance()
        if bytes.isAtEnd { throw failure("an escaped character") }
        bytes.advance()
      case 0..<0x20: throw failure("a closing quote")
      default: bytes.advance()
      }
    }
  }

  /// A number or one of the words.
  private mutating func skipWord() throws(FileError) {
    var length = 0
    while true {
      switch bytes.next {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
        UInt8(ascii: "."):
        bytes.advance()
        length += 1
      default:
        if length == 0 { throw failure("a value") }
        return
      }
    }
  }
}
