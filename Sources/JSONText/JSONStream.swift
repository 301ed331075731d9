public import SystemFiles

/// A reader of a JSON file of any size: the caller asks for what it expects and skips the rest.
///
/// It keeps nothing, so its memory does not grow with the file. It also accepts what Python writes
/// beyond the standard: `NaN`, `Infinity` and `-Infinity`.
public struct JSONStream: ~Copyable {
  /// The file.
  public internal(set) var bytes: ByteStream
  /// The last name or text that was read.
  @usableFromInline var text: [UInt8] = []

  /// Opens a file, plain or gzipped.
  ///
  /// - Throws: `FileError` when it cannot be opened or is a folder.
  public init(path: String) throws(FileError) {
    bytes = try ByteStream(path: path)
    // Some editors start a file with a byte order mark.
    if bytes.ahead.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.advance(3) }
  }

  /// Returns the error of a file that does not continue as expected.
  ///
  /// - Parameter expected: The words for what should have followed.
  public mutating func failure(_ expected: String) -> FileError {
    if let failure = bytes.failure, bytes.isAtEnd { return FileError(bytes.path, failure) }
    if bytes.isAtEnd {
      return FileError(
        bytes.path, "byte \(bytes.offset): the file ends where \(expected) should follow")
    }
    return error("expected \(expected), found \(found)")
  }

  /// Returns an error that names a byte of the file.
  ///
  /// - Parameters:
  ///   - words: The fault.
  ///   - offset: The byte; nil for the next one.
  public func error(_ words: String, at offset: Int? = nil) -> FileError {
    FileError(bytes.path, "byte \(offset ?? bytes.offset): \(words)")
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

  /// Skips blanks and line ends.
  public mutating func skipBlanks() {
    while true {
      switch bytes.next {
      case 0x20, 0x0A, 0x0D, 0x09: bytes.advance()
      default: return
      }
    }
  }

  /// The next byte that is not a blank; 0 at the end.
  public var peek: UInt8 {
    mutating get {
      skipBlanks()
      return bytes.next
    }
  }

  /// Skips the next byte that is not a blank if it is this one; returns false otherwise.
  public mutating func consume(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    bytes.advance()
    return true
  }

  /// Enters an array or an object.
  ///
  /// - Throws: `FileError` when the bracket is not the next byte.
  public mutating func open(_ bracket: Unicode.Scalar, _ expected: @autoclosure () -> String)
    throws(FileError)
  {
    guard consume(UInt8(ascii: bracket)) else { throw failure(expected()) }
  }

  /// Moves to an array's next element; returns false at its end.
  public mutating func hasElement(_ isFirst: inout Bool) throws(FileError) -> Bool {
    if consume(UInt8(ascii: "]")) { return false }
    if !isFirst, !consume(UInt8(ascii: ",")) { throw failure("a comma or ]") }
    isFirst = false
    return true
  }

  /// Moves to the value of an object's next member; returns false at the object's end.
  ///
  /// ``isKey(_:)`` compares the member's name.
  public mutating func hasMember(_ isFirst: inout Bool) throws(FileError) -> Bool {
    if consume(UInt8(ascii: "}")) { return false }
    if !isFirst, !consume(UInt8(ascii: ",")) { throw failure("a comma or }") }
    isFirst = false
    guard peek == UInt8(ascii: "\"") else { throw failure("a name in quotes") }
    try readText()
    guard consume(UInt8(ascii: ":")) else { throw failure("a colon") }
    return true
  }

  /// Returns true when the current member has a name.
  @inlinable public func isKey(_ name: StaticString) -> Bool {
    let length = name.utf8CodeUnitCount
    guard text.count == length else { return false }
    for index in 0..<length where text[index] != name.utf8Start[index] { return false }
    return true
  }

  /// Checks that nothing follows the value.
  ///
  /// - Throws: `FileError` when something does.
  public mutating func finish() throws(FileError) {
    skipBlanks()
    guard bytes.isAtEnd else { throw failure("the end of the file") }
    if let failure = bytes.failure { throw FileError(bytes.path, failure) }
  }

  /// Reads a string.
  ///
  /// - Parameter name: The member's name, for messages.
  /// - Throws: `FileError` when the next value is not a string or is cut off.
  public mutating func string(_ name: StaticString) throws(FileError) -> String {
    guard peek == UInt8(ascii: "\"") else { throw failure("text for \(name)") }
    try readText()
    return String(decoding: text, as: UTF8.self)
  }

  /// Reads a string; skips any other value and returns nil.
  ///
  /// - Parameter name: The member's name, for messages.
  /// - Throws: `FileError` when the value is damaged.
  public mutating func optionalString(_ name: StaticString) throws(FileError) -> String? {
    if peek == UInt8(ascii: "\"") { return try string(name) }
    try skipValue()
    return nil
  }

  private mutating func readText() throws(FileError) {
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

  private mutating func readEscape() throws(FileError) {
    let byte = bytes.next
    if let character = JSONEscape.byte(byte) {
      text.append(character)
      bytes.advance()
      return
    }
    guard byte == UInt8(ascii: "u") else { throw failure("a known escape") }
    bytes.advance()
    let code = try hexadecimal()
    let isPair = JSONEscape.isHighSurrogate(code) && bytes.ahead.starts(with: "\\u".utf8)
    if isPair { bytes.advance(2) }
    text += JSONEscape.bytes(code, low: isPair ? try hexadecimal() : nil)
  }

  private mutating func hexadecimal() throws(FileError) -> UInt32 {
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
