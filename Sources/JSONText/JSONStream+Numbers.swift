public import SystemFiles

extension JSONStream {
  /// Reads a number; `NaN` and the infinities, which Python writes, count.
  ///
  /// - Parameter name: The member's name, for messages.
  /// - Throws: `FileError` when the next value is not a number.
  public mutating func number(_ name: StaticString) throws(FileError) -> Double {
    skipBlanks()
    let ahead = bytes.ahead
    let sign = ahead.first == UInt8(ascii: "-") ? 1 : 0
    guard sign < ahead.count else { throw failure("a number for \(name)") }
    if ahead[sign] == UInt8(ascii: "N") || ahead[sign] == UInt8(ascii: "I") {
      return try word(name)
    }
    guard ahead[sign] &- UInt8(ascii: "0") < 10 else { throw failure("a number for \(name)") }
    let scan = NumberScan(ahead, from: 0, to: min(ahead.count, ByteStream.reach))
    guard scan.end > 0, ahead[scan.end - 1] &- UInt8(ascii: "0") < 10 else {
      // A point or an exponent without a digit.
      bytes.advance(ahead.prefix { "0123456789+-.eE".utf8.contains($0) }.count)
      throw failure("a digit of \(name)")
    }
    guard scan.end < ByteStream.reach else { throw error("the number for \(name) is too long") }
    let text = { String(decoding: ahead[..<scan.end], as: UTF8.self) }
    guard let value = scan.value ?? Double(text()) else {
      throw failure("a number for \(name)")
    }
    bytes.advance(scan.end)
    return value
  }

  private mutating func word(_ name: StaticString) throws(FileError) -> Double {
    for (word, value) in [
      ("NaN", Double.nan), ("Infinity", .infinity), ("-Infinity", -.infinity), ("-NaN", .nan),
    ] where bytes.ahead.starts(with: word.utf8) {
      bytes.advance(word.utf8.count)
      return value
    }
    throw failure("a number for \(name)")
  }

  /// Reads a number; skips any other value and returns nil.
  public mutating func optionalNumber(_ name: StaticString) throws(FileError) -> Double? {
    switch peek {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): return try number(name)
    default:
      try skipValue()
      return nil
    }
  }

  /// Reads a number that is neither `NaN` nor infinite.
  ///
  /// - Parameter name: The member's name, for messages.
  /// - Throws: `FileError` when the next value is anything else.
  public mutating func finiteNumber(_ name: StaticString) throws(FileError) -> Double {
    skipBlanks()
    let start = bytes.offset
    let value = try number(name)
    guard value.isFinite else {
      throw error("\(name) is \(value), which is not a finite number", at: start)
    }
    return value
  }

  /// Reads 0, 1, true or false.
  ///
  /// - Parameter name: The member's name, for messages.
  /// - Throws: `FileError` when the next value is anything else.
  public mutating func flag(_ name: StaticString) throws(FileError) -> Bool {
    switch peek {
    case UInt8(ascii: "t"), UInt8(ascii: "f"):
      let isTrue = peek == UInt8(ascii: "t")
      try skipValue()
      return isTrue
    default: return try number(name) != 0
    }
  }
}
