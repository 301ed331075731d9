/// Reads one JSON value from text that nobody vouches for: it may be cut, damaged or hostile.
///
/// Accepts what Python writes beside the standard: `NaN`, `Infinity`, `-Infinity`.
public struct JSONParser {
  /// Why the text is not JSON.
  public struct Failure: Error, Equatable, Sendable {
    /// Bytes before the place.
    public var offset: Int
    /// What was expected.
    public var reason: String
  }

  private let bytes: ArraySlice<UInt8>
  private var index: Int
  private var depth = 0
  /// Whether a list or object that breaks off counts with what it has.
  private var keepsParts = false
  /// Whether what is read is only passed over: lists and objects are empty then, text and numbers nothing.
  private var skips = false
  private var breakOff: Failure?

  private init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    index = bytes.startIndex
  }

  /// Reads a whole text as one value.
  ///
  /// - Throws: `Failure` with the place, also when anything follows the value.
  /// - Complexity: O(bytes); nesting deeper than 64 is refused.
  public static func parse(_ bytes: ArraySlice<UInt8>) throws(Failure) -> JSONValue {
    var parser = JSONParser(bytes)
    let value = try parser.value()
    parser.skipBlanks()
    if parser.index < parser.bytes.endIndex { throw parser.failure("nothing more") }
    return value
  }

  /// Reads as much of one value as is sound: lists and objects that break off have the members before.
  ///
  /// - Returns: the value, nil when nothing of it is sound, and where and why it breaks off.
  /// - Complexity: O(bytes); what is nested deeper than 64 is left out.
  static func parseSoundPart(_ bytes: ArraySlice<UInt8>) -> (value: JSONValue?, failure: Failure?) {
    var parser = JSONParser(bytes)
    parser.keepsParts = true
    do {
      let value = try parser.value()
      parser.skipBlanks()
      if parser.breakOff == nil, parser.index < bytes.endIndex {
        parser.breakOff = parser.failure("nothing more")
      }
      return (value, parser.breakOff)
    } catch {
      return (nil, error)
    }
  }

  /// Looks how much of a text that is one value is sound, without making it.
  ///
  /// - Returns: whether any of it is sound, and where and why it breaks off.
  /// - Complexity: O(bytes); what is nested deeper than 64 is left out.
  static func soundPart(_ bytes: ArraySlice<UInt8>) -> (isSound: Bool, failure: Failure?) {
    var parser = JSONParser(bytes)
    (parser.keepsParts, parser.skips) = (true, true)
    do {
      _ = try parser.value()
      parser.skipBlanks()
      if parser.breakOff == nil, parser.index < bytes.endIndex {
        parser.breakOff = parser.failure("nothing more")
      }
      return (true, parser.breakOff)
    } catch {
      return (false, error)
    }
  }

  /// Finds the end of the value at the beginning of a text within a list or an object.
  ///
  /// - Returns: the end, and whether the value breaks off there; nil when none of it is sound.
  /// - Complexity: O(the value's bytes).
  static func end(of bytes: ArraySlice<UInt8>) -> (index: Int, isCut: Bool)? {
    var parser = JSONParser(bytes)
    (parser.keepsParts, parser.skips, parser.depth) = (true, true, 1)
    guard (try? parser.value()) != nil else { return nil }
    return (parser.index, parser.breakOff != nil)
  }

  /// Reads the number at the beginning of a text, if something else follows it.
  ///
  /// - Complexity: O(the number's bytes).
  static func number(_ bytes: ArraySlice<UInt8>) -> (value: JSONValue, end: Int)? {
    guard let first = bytes.first, first == UInt8(ascii: "-") || first &- 0x30 <= 9 else {
      return nil
    }
    var parser = JSONParser(bytes)
    return parser.shortNumber().map { ($0, parser.index) }
  }

  /// Reads the name at the beginning of a text.
  ///
  /// - Complexity: O(the name's bytes).
  static func name(_ bytes: ArraySlice<UInt8>) -> (text: String, end: Int)? {
    var parser = JSONParser(bytes)
    guard parser.peek == UInt8(ascii: "\""), let text = try? parser.string() else { return nil }
    return (text, parser.index)
  }

  /// Reads a whole text as one value.
  public static func parse(_ text: String) throws(Failure) -> JSONValue {
    try parse(Array(text.utf8)[...])
  }

  private func failure(_ expected: String) -> Failure {
    Failure(offset: index - bytes.startIndex, reason: "expected \(expected)")
  }

  private var peek: UInt8? { index < bytes.endIndex ? bytes[index] : nil }

  private mutating func skipBlanks() {
    while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      index += 1
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    if peek == byte {
      index += 1
      return true
    }
    return false
  }

  private mutating func take(word: StaticString) -> Bool {
    let length = word.utf8CodeUnitCount
    guard index + length <= bytes.endIndex else { return false }
    for offset in 0..<length where bytes[index + offset] != word.utf8Start[offset] { return false }
    index += length
    return true
  }

  private mutating func value() throws(Failure) -> JSONValue {
    skipBlanks()
    switch peek {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t") where take(word: "true"): return .boolean(true)
    case UInt8(ascii: "f") where take(word: "false"): return .boolean(false)
    case UInt8(ascii: "n") where take(word: "null"): return .null
    case UInt8(ascii: "N") where take(word: "NaN"): return .number(.nan)
    case UInt8(ascii: "I") where take(word: "Infinity"): return .number(.infinity)
    case UInt8(ascii: "-") where take(word: "-Infinity"): return .number(-.infinity)
    case UInt8(ascii: "-"): return try number()
    case let byte? where (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte):
      return try number()
    default: throw failure("a value")
    }
  }

  private mutating func enter() throws(Failure) {
    index += 1
    depth += 1
    if depth > 64 { throw failure("fewer than 65 levels") }
  }

  private mutating func object() throws(Failure) -> JSONValue {
    try enter()
    defer { depth -= 1 }
    var members: [JSONValue.Member] = []
    skipBlanks()
    if take(UInt8(ascii: "}")) { return .object([]) }
    do throws(Failure) {
      while true {
        skipBlanks()
        guard peek == UInt8(ascii: "\"") else { throw failure("a name in quotes") }
        let name = try string()
        skipBlanks()
        guard take(UInt8(ascii: ":")) else { throw failure("a colon") }
        let value = try value()
        if !skips { members.append(JSONValue.Member(name, value)) }
        if breakOff != nil { return .object(members) }
        skipBlanks()
        if take(UInt8(ascii: ",")) { continue }
        if take(UInt8(ascii: "}")) { return .object(members) }
        throw failure("a comma or }")
      }
    } catch {
      guard keepsParts else { throw error }
      breakOff = error
      return .object(members)
    }
  }

  private mutating func array() throws(Failure) -> JSONValue {
    try enter()
    defer { depth -= 1 }
    var values: [JSONValue] = []
    skipBlanks()
    if take(UInt8(ascii: "]")) { return .array([]) }
    do throws(Failure) {
      while true {
        let value = try value()
        if !skips { values.append(value) }
        if breakOff != nil { return .array(values) }
        skipBlanks()
        if take(UInt8(ascii: ",")) { continue }
        if take(UInt8(ascii: "]")) { return .array(values) }
        throw failure("a comma or ]")
      }
    } catch {
      guard keepsParts else { throw error }
      breakOff = error
      return .array(values)
    }
  }

  private mutating func number() throws(Failure) -> JSONValue {
    let start = index
    if let value = shortNumber() { return value }
    var isInteger = true
    loop: while let byte = peek {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): break
      case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "+"):
        isInteger = false
      default: break loop
      }
      index += 1
    }
    // A number at the end may be a part of one.
    if keepsParts, index == bytes.endIndex, depth > 0 { throw failure("the rest of a number") }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    if isInteger, let value = Int(text) { return .integer(value) }
    if let value = Double(text) { return .number(value) }
    index = start
    throw failure("a number")
  }

  /// A number of few digits with something else behind it.
  private mutating func shortNumber() -> JSONValue? {
    let start = index - bytes.startIndex
    let (scan, next) = bytes.withUnsafeBufferPointer { bytes in
      let scan = NumberScan(bytes, from: start, to: bytes.count)
      return (scan, scan.end < bytes.count ? bytes[scan.end] : 0x30)
    }
    guard let value = scan.value, !Self.isNumeral(next) else { return nil }
    let isInteger = scan.whole != nil
    // One of 19 digits is whole, too, but not found so.
    guard isInteger || bytes[index..<bytes.startIndex + scan.end].contains(where: Self.isPart)
    else {
      return nil
    }
    index = bytes.startIndex + scan.end
    return scan.whole.map { .integer(Int($0)) } ?? .number(value)
  }

  /// Whether a byte may stand in a number.
  private static func isNumeral(_ byte: UInt8) -> Bool {
    byte &- 0x30 <= 9 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") || isPart(byte)
  }

  /// Whether a byte is in a number that is not whole.
  private static func isPart(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ".") || byte | 0x20 == UInt8(ascii: "e")
  }

  private mutating func string() throws(Failure) -> String {
    index += 1
    // Nearly all text is as it stands.
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
