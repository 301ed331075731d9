extension JSONReader {
  /// Reads a number; `NaN` and infinities, which Python writes, are numbers here.
  mutating func number(_ name: StaticString) throws(DatasetError) -> Double {
    skipBlanks()
    let start = bytes.ahead
    var decimal = DecimalNumber()
    var index = 0
    var isExact = true
    let isNegative = start[0] == UInt8(ascii: "-")
    if isNegative { index = 1 }
    if start[index] == UInt8(ascii: "N") || start[index] == UInt8(ascii: "I") {
      return try word(start, isNegative: isNegative, name)
    }
    let whole = Self.digits(start, &index, &decimal, &isExact)
    guard whole > 0 else { throw failure("a number for \(name)") }
    if start[index] == UInt8(ascii: ".") {
      index += 1
      let fraction = Self.digits(start, &index, &decimal, &isExact)
      decimal.exponent -= fraction
      guard fraction > 0 else { throw unfinished(index, name) }
    }
    if start[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      let isSmall = start[index] == UInt8(ascii: "-")
      if isSmall || start[index] == UInt8(ascii: "+") { index += 1 }
      var power = DecimalNumber()
      guard Self.digits(start, &index, &power, &isExact) > 0 else { throw unfinished(index, name) }
      let size = Int(min(power.digits, 100_000))
      decimal.exponent += isSmall ? -size : size
    }
    guard index < ByteStream.reach else { throw error("the number for \(name) is too long") }
    let value: Double
    if isExact, let fast = decimal.value {
      value = isNegative ? -fast : fast
    } else {
      let text = String(decoding: UnsafeBufferPointer(start: start, count: index), as: UTF8.self)
      guard let slow = Double(text) else { throw failure("a number for \(name)") }
      value = slow
    }
    bytes.advance(index)
    return value
  }

  /// Takes digits in; how many there were.
  private static func digits(
    _ start: UnsafePointer<UInt8>, _ index: inout Int, _ decimal: inout DecimalNumber,
    _ isExact: inout Bool
  ) -> Int {
    let first = index
    while index < ByteStream.reach {
      let digit = start[index] &- UInt8(ascii: "0")
      guard digit < 10 else { break }
      // Nineteen digits always fit.
      if decimal.digits < 1_000_000_000_000_000_000 {
        decimal.digits = decimal.digits &* 10 &+ UInt64(digit)
      } else {
        isExact = false
      }
      index += 1
    }
    return index - first
  }

  private mutating func unfinished(_ index: Int, _ name: StaticString) -> DatasetError {
    bytes.advance(index)
    return failure("a digit of \(name)")
  }

  private mutating func word(
    _ start: UnsafePointer<UInt8>, isNegative: Bool, _ name: StaticString
  ) throws(DatasetError) -> Double {
    for (word, value) in [("NaN", Double.nan), ("Infinity", .infinity)] {
      let text = (isNegative ? "-" : "") + word
      if zip(text.utf8, 0...).allSatisfy({ start[$1] == $0 }) {
        bytes.advance(text.utf8.count)
        return isNegative ? -value : value
      }
    }
    throw failure("a number for \(name)")
  }

  /// Reads a number; goes past anything else.
  mutating func optionalNumber(_ name: StaticString) throws(DatasetError) -> Double? {
    switch peek {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): return try number(name)
    default:
      try skipValue()
      return nil
    }
  }

  /// Reads a number that is one: neither `NaN` nor infinite.
  mutating func finiteNumber(_ name: StaticString) throws(DatasetError) -> Double {
    skipBlanks()
    let start = bytes.offset
    let value = try number(name)
    guard value.isFinite else {
      throw error("\(name) is \(value), which is no finite number", at: start)
    }
    return value
  }

  /// Reads 0, 1, true or false.
  mutating func flag(_ name: StaticString) throws(DatasetError) -> Bool {
    switch peek {
    case UInt8(ascii: "t"), UInt8(ascii: "f"):
      let isTrue = peek == UInt8(ascii: "t")
      try skipValue()
      return isTrue
    default: return try number(name) != 0
    }
  }

  /// Reads an id: a whole number or text.
  mutating func identifier(_ name: StaticString) throws(DatasetError) -> ObjectID {
    if peek == UInt8(ascii: "\"") { return .text(try string(name)) }
    skipBlanks()
    let start = bytes.offset
    guard let whole = Int(exactly: try finiteNumber(name)) else {
      throw error("\(name) is no whole number", at: start)
    }
    return .number(whole)
  }

  /// Reads COCO's `[x, y, width, height]`.
  mutating func box(_ name: StaticString) throws(DatasetError) -> ObjectBox {
    try open("[", "[x, y, width, height] for \(name)")
    let x = try finiteNumber(name)
    try comma(name)
    let y = try finiteNumber(name)
    try comma(name)
    let width = try finiteNumber(name)
    try comma(name)
    let height = try finiteNumber(name)
    guard peek == UInt8(ascii: "]") else { throw failure("the end of \(name) after four numbers") }
    let box = ObjectBox(x: x, y: y, width: width, height: height)
    guard box.isFinite else { throw error("\(name) is too large to compute with") }
    bytes.advance()
    return box
  }

  private mutating func comma(_ name: StaticString) throws(DatasetError) {
    guard peek == UInt8(ascii: ",") else { throw failure("four numbers for \(name)") }
    bytes.advance()
  }
}
