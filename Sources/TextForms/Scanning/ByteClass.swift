/// The class of a byte at the start of a token.
enum ByteClass: UInt8 {
  case mark
  case digit
  /// A sign or a point, which may start a number.
  case sign
  case letter
  /// A byte of a character beyond ASCII.
  case high
  /// A character that rules and bars are made of.
  case rule

  private static let table: [ByteClass] = (0...255).map { byte in
    switch UInt8(byte) {
    case 0x30...0x39: .digit
    case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."): .sign
    case 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"): .letter
    case 0x80...0xFF: .high
    case UInt8(ascii: "="), UInt8(ascii: "#"), UInt8(ascii: "*"), UInt8(ascii: "~"),
      UInt8(ascii: ">"), UInt8(ascii: "["):
      .rule
    default: .mark
    }
  }

  @inline(__always)
  static subscript(_ byte: UInt8) -> ByteClass { table[Int(byte)] }

  /// Returns true for an ASCII letter, digit or underscore.
  @inline(__always)
  static func isWord(_ byte: UInt8) -> Bool {
    let kind = Self[byte]
    return kind == .letter || kind == .digit
  }

  /// Returns true for an ASCII digit.
  @inline(__always)
  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 <= 9 }
}

/// The characters of Unicode that draw bars, rules and the borders of tables.
enum BarGlyph {
  /// The number of bytes of a glyph at an index; 0 when there is none.
  @inline(__always)
  static func length(_ line: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
    // U+2500 to U+25BF, and the bullets, arrows and check marks that decorate lines.
    guard line[index] == 0xE2, index + 2 < line.count else { return 0 }
    switch line[index + 1] {
    case 0x94...0x97: return 3
    case 0x80: return line[index + 2] == 0xA2 ? 3 : 0
    case 0x86, 0x9C, 0x9D, 0x9E: return 3
    case 0xA0...0xA3: return 3
    default: return 0
    }
  }

  /// A line with plain upright lines between its cells.
  static func plain(_ line: [UInt8]) -> [UInt8] {
    guard line.contains(0xE2) else { return line }
    return line.withUnsafeBufferPointer { bytes in
      var result: [UInt8] = []
      var index = 0
      while index < bytes.count {
        let isBorder = length(bytes, index) == 3 && isUpright(bytes, index)
        result.append(isBorder ? UInt8(ascii: "|") : bytes[index])
        index += isBorder ? 3 : 1
      }
      return result
    }
  }

  /// Returns true for an upright line, which divides the cells of a table.
  static func isUpright(_ line: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    switch (line[index + 1], line[index + 2]) {
    case (0x94, 0x82), (0x94, 0x83), (0x95, 0x91): true
    default: false
    }
  }
}
