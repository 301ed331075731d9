/// A parser of one JSON value from untrusted text, which may be cut off, damaged or hostile.
///
/// It also accepts what Python writes beyond the standard: `NaN`, `Infinity` and `-Infinity`.
public struct JSONParser {
  /// The reason why the text is not JSON.
  public struct Failure: Error, Equatable, Sendable {
    /// The number of bytes before the fault.
    public var offset: Int
    /// The reason, such as `expected a comma or ]`.
    public var reason: String
  }

  let bytes: ArraySlice<UInt8>
  var index: Int
  var depth = 0
  /// True when arrays and objects that break off keep the values before the fault.
  var keepsParts = false
  /// True when values are skipped: arrays and objects come out empty.
  var skips = false
  /// The first fault, where the sound part is kept.
  var breakOff: Failure?

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    index = bytes.startIndex
  }

  /// Parses a text that holds exactly one value.
  ///
  /// - Throws: `Failure`, also when anything follows the value.
  /// - Complexity: O(bytes); more than 64 levels are refused.
  public static func parse(_ bytes: ArraySlice<UInt8>) throws(Failure) -> JSONValue {
    var parser = JSONParser(bytes)
    let value = try parser.value()
    parser.skipBlanks()
    if parser.index < parser.bytes.endIndex { throw parser.failure("nothing more") }
    return value
  }

  /// Parses a text that holds exactly one value.
  public static func parse(_ text: String) throws(Failure) -> JSONValue {
    try parse(Array(text.utf8)[...])
  }

  func failure(_ expected: String) -> Failure {
    Failure(offset: index - bytes.startIndex, reason: "expected \(expected)")
  }

  /// The next byte; nil at the end.
  var peek: UInt8? { index < bytes.endIndex ? bytes[index] : nil }

  mutating func skipBlanks() {
    while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      index += 1
    }
  }

  /// Skips the next byte if it is this one; returns false otherwise.
  mutating func consume(_ byte: UInt8) -> Bool {
    if peek == byte {
      index += 1
      return true
    }
    return false
  }

  /// Skips the next bytes if they are this word; returns false otherwise.
  mutating func consume(word: StaticString) -> Bool {
    let length = word.utf8CodeUnitCount
    guard index + length <= bytes.endIndex else { return false }
    for offset in 0..<length where bytes[index + offset] != word.utf8Start[offset] { return false }
    index += length
    return true
  }

  mutating func value() throws(Failure) -> JSONValue {
    skipBlanks()
    switch peek {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t") where consume(word: "true"): return .boolean(true)
    case UInt8(ascii: "f") where consume(word: "false"): return .boolean(false)
    case UInt8(ascii: "n") where consume(word: "null"): return .null
    case UInt8(ascii: "N") where consume(word: "NaN"): return .number(.nan)
    case UInt8(ascii: "I") where consume(word: "Infinity"): return .number(.infinity)
    case UInt8(ascii: "-") where consume(word: "-Infinity"): return .number(-.infinity)
    case UInt8(ascii: "-"): return try number()
    case let byte? where (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte):
      return try number()
    default: throw failure("a value")
    }
  }

  mutating func enter() throws(Failure) {
    index += 1
    depth += 1
    if depth > 64 { throw failure("fewer than 65 levels") }
  }

  mutating func object() throws(Failure) -> JSONValue {
    try enter()
    defer { depth -= 1 }
    var members: [JSONValue.Member] = []
    skipBlanks()
    if consume(UInt8(ascii: "}")) { return .object([]) }
    do throws(Failure) {
      while true {
        skipBlanks()
        guard peek == UInt8(ascii: "\"") else { throw failure("a name in quotes") }
        let name = try string()
        skipBlanks()
        guard consume(UInt8(ascii: ":")) else { throw failure("a colon") }
        let value = try value()
        if !skips { members.append(JSONValue.Member(name, value)) }
        if breakOff != nil { return .object(members) }
        skipBlanks()
        if consume(UInt8(ascii: ",")) { continue }
        if consume(UInt8(ascii: "}")) { return .object(members) }
        throw failure("a comma or }")
      }
    } catch {
      guard keepsParts else { throw error }
      breakOff = error
      return .object(members)
    }
  }

  mutating func array() throws(Failure) -> JSONValue {
    try enter()
    defer { depth -= 1 }
    var values: [JSONValue] = []
    skipBlanks()
    if consume(UInt8(ascii: "]")) { return .array([]) }
    do throws(Failure) {
      while true {
        let value = try value()
        if !skips { values.append(value) }
        if breakOff != nil { return .array(values) }
        skipBlanks()
        if consume(UInt8(ascii: ",")) { continue }
        if consume(UInt8(ascii: "]")) { return .array(values) }
        throw failure("a comma or ]")
      }
    } catch {
      guard keepsParts else { throw error }
      breakOff = error
      return .array(values)
    }
  }

  mutating func number() throws(Failure) -> JSONValue {
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
    // A number at the end may continue in the part that is missing.
    if keepsParts, index == bytes.endIndex, depth > 0 { throw failure("the rest of a number") }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    if isInteger, let value = Int(text) { return .integer(value) }
    if let value = Double(text) { return .number(value) }
    index = start
    throw failure("a number")
  }

  /// Reads a number of few digits that does not end the text; nil for any other number.
  mutating func shortNumber() -> JSONValue? {
    let start = index - bytes.startIndex
    let (scan, next) = bytes.withUnsafeBufferPointer { bytes in
      let scan = NumberScan(bytes, from: start, to: bytes.count)
      return (scan, scan.end < bytes.count ? bytes[scan.end] : 0x30)
    }
    guard let value = scan.value, !Self.isNumeral(next) else { return nil }
    let isInteger = scan.whole != nil
    // An integer of 19 digits has no `whole`, and needs the exact way.
    guard isInteger || bytes[index..<bytes.startIndex + scan.end].contains(where: Self.isPart)
    else {
      return nil
    }
    index = bytes.startIndex + scan.end
    return scan.whole.map { .integer(Int($0)) } ?? .number(value)
  }

  /// Returns true for a byte that can be part of a number.
  private static func isNumeral(_ byte: UInt8) -> Bool {
    byte &- 0x30 <= 9 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") || isPart(byte)
  }

  /// Returns true for a byte that an integer cannot contain.
  private static func isPart(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ".") || byte | 0x20 == UInt8(ascii: "e")
  }
}
