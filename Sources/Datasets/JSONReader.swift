/// Reads JSON of any size as it comes: the caller says what it expects, the rest is skipped.
///
/// Nothing is kept, so memory does not grow with the file. Accepts what Python writes beside the standard:
/// `NaN`, `Infinity`, `-Infinity`.
struct JSONReader: ~Copyable {
  var bytes: ByteStream
  /// The last key that was read, and scratch memory for text.
  private var text: [UInt8] = []

  /// Opens a file; zlib tells by itself whether it is gzipped.
  ///
  /// - Throws: `DatasetError` when it cannot be opened or is a folder.
  init(path: String) throws(DatasetError) {
    bytes = try ByteStream(path: path)
    let start = bytes.ahead
    // Some editors begin a file with a mark.
    if start[0] == 0xEF, start[1] == 0xBB, start[2] == 0xBF { bytes.advance(3) }
  }

  /// An error at the next byte.
  mutating func failure(_ expected: String) -> DatasetError {
    if let failure = bytes.failure, bytes.isAtEnd { return DatasetError(bytes.path, failure) }
    if bytes.isAtEnd {
      return DatasetError(
        bytes.path, "byte \(bytes.offset): the file ends where \(expected) should follow")
    }
    return error("expected \(expected), found \(found)")
  }

  /// An error at the next byte, in free words.
  func error(_ words: String, at offset: Int? = nil) -> DatasetError {
    DatasetError(bytes.path, "byte \(offset ?? bytes.offset): \(words)")
  }

  private var found: String {
    mutating get {
      let byte = bytes.next
      switch byte {
      case UInt8(ascii: "\""): return "text"
      case UInt8(ascii: "{"): return "an object"
      case UInt8(ascii: "["): return "an array"
      case 0x21..<0x7F: return String(UnicodeScalar(byte))
      default: return "the byte \(byte)"
      }
    }
  }

  mutating func skipBlanks() {
    while true {
      switch bytes.next {
      case 0x20, 0x0A, 0x0D, 0x09: bytes.advance()
      default: return
      }
    }
  }

  /// The next byte that is no blank; 0 at the end.
  var peek: UInt8 {
    mutating get {
      skipBlanks()
      return bytes.next
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    bytes.advance()
    return true
  }

  /// Begins an array or an object.
  mutating func open(_ bracket: Unicode.Scalar, _ expected: @autoclosure () -> String)
    throws(DatasetError)
  {
    guard take(UInt8(ascii: bracket)) else { throw failure(expected()) }
  }

  /// Whether an array has another element; goes past the comma or the end.
  mutating func hasElement(_ isFirst: inout Bool) throws(DatasetError) -> Bool {
    if take(UInt8(ascii: "]")) { return false }
    if !isFirst, !take(UInt8(ascii: ",")) { throw failure("a comma or ]") }
    isFirst = false
    return true
  }

  /// Whether an object has another member; its name is then `isKey`'s.
  mutating func hasMember(_ isFirst: inout Bool) throws(DatasetError) -> Bool {
    if take(UInt8(ascii: "}")) { return false }
    if !isFirst, !take(UInt8(ascii: ",")) { throw failure("a comma or }") }
    isFirst = false
    guard peek == UInt8(ascii: "\"") else { throw failure("a name in quotes") }
    try readText()
    guard take(UInt8(ascii: ":")) else { throw failure("a colon") }
    return true
  }

  /// Whether the member at hand has this name.
  func isKey(_ name: StaticString) -> Bool {
    let length = name.utf8CodeUnitCount
    guard text.count == length else { return false }
    for index in 0..<length where text[index] != name.utf8Start[index] { return false }
    return true
  }

  /// After the value there is nothing more.
  mutating func finish() throws(DatasetError) {
    skipBlanks()
    guard bytes.isAtEnd else { throw failure("the end of the file") }
    if let failure = bytes.failure { throw DatasetError(bytes.path, failure) }
  }

  /// Reads text.
  mutating func string(_ name: StaticString) throws(DatasetError) -> String {
    guard peek == UInt8(ascii: "\"") else { throw failure("text for \(name)") }
    // What is in `text` may still be wanted as a key, but not after a value.
    try readText()
    return String(decoding: text, as: UTF8.self)
  }

  /// Reads text; goes past anything else.
  mutating func optionalString(_ name: StaticString) throws(DatasetError) -> String? {
    if peek == UInt8(ascii: "\"") { return try string(name) }
    try skipValue()
    return nil
  }

  private mutating func readText() throws(DatasetError) {
    bytes.advance()
    text.removeAll(keepingCapacity: true)
    while true {
      let byte = bytes.next
      switch byte {
      case UInt8(ascii: "\""):
        bytes.advance()
        return
      case UInt8(ascii: "\\"):
        bytes.advance()
        try readEscape()
      case 0..<0x20: throw failure("a closing quote")
      default:
        text.append(byte)
        bytes.advance()
      }
    }
  }

  private mutating func readEscape() throws(DatasetError) {
    let byte = bytes.next
    switch byte {
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "u"):
      bytes.advance()
      var code = try hexadecimal()
      let ahead = bytes.ahead
      if 0xD800..<0xDC00 ~= code, ahead[0] == UInt8(ascii: "\\"), ahead[1] == UInt8(ascii: "u") {
        bytes.advance(2)
        let low = try hexadecimal()
        code = 0xDC00..<0xE000 ~= low ? 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00) : 0xFFFD
      }
      text.append(contentsOf: String(Unicode.Scalar(code) ?? "\u{FFFD}").utf8)
      return
    default: throw failure("a known escape")
    }
    bytes.advance()
  }

  private mutating func hexadecimal() throws(DatasetError) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = Character(Unicode.Scalar(bytes.next)).hexDigitValue else {
        throw failure("four hexadecimal digits")
      }
      code = code << 4 | UInt32(digit)
      bytes.advance()
    }
    return code
  }
}
