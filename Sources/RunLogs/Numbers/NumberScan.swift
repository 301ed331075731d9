/// A number at the beginning of bytes: a sign, digits with a point, an exponent.
struct NumberScan {
  /// One past its last byte.
  let end: Int
  /// The value; nil when there is none here (then nothing was passed), or one of so many digits or so great or
  /// small that the library must find it.
  let value: Double?
  /// The value of one without a point and an exponent, where it has no more than 18 digits.
  let whole: Int64?

  /// Looks at bytes.
  ///
  /// - Parameters:
  ///   - bytes: where to look.
  ///   - start: the first byte.
  ///   - limit: one past the last byte that may be looked at.
  ///   - point: what stands before the decimals.
  ///   - rounding: the tables, handed over so that a loop over numbers fetches them once.
  /// - Complexity: O(the number's bytes).
  @inline(__always)
  init(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to limit: Int, point: UInt8 = 0x2E,
    rounding: DecimalRounding = .shared
  ) {
    var index = start
    var isNegative = false
    if index < limit, bytes[index] == 0x2D || bytes[index] == 0x2B {
      isNegative = bytes[index] == 0x2D
      index += 1
    }
    let first = index
    var digits: UInt64 = 0
    Self.take(bytes, &index, limit, &digits)
    var count = index - first
    var scale = 0
    var isWhole = true
    if index < limit, bytes[index] == point {
      isWhole = false
      index += 1
      let decimals = index
      Self.take(bytes, &index, limit, &digits)
      scale = decimals - index
      count -= scale
    }
    guard count > 0 else {
      (end, value, whole) = (start, nil, nil)
      return
    }
    // Zeros at the beginning are no digits that count.
    if count > 19 {
      var place = first
      while place < index, bytes[place] == 0x30 || bytes[place] == point {
        if bytes[place] == 0x30 { count -= 1 }
        place += 1
      }
    }
    if index < limit, bytes[index] | 0x20 == 0x65 {
      var place = index + 1
      let isDown = place < limit && bytes[place] == 0x2D
      if place < limit, isDown || bytes[place] == 0x2B { place += 1 }
      let power = place
      var exponent = 0
      while place < limit, bytes[place] &- 0x30 <= 9, place - power < 6 {
        exponent = exponent * 10 + Int(bytes[place] - 0x30)
        place += 1
      }
      guard place > power, place == limit || bytes[place] &- 0x30 > 9 else {
        (end, value, whole) = (start, nil, nil)
        return
      }
      index = place
      scale += isDown ? -exponent : exponent
      isWhole = false
    }
    end = index
    let size = count <= 19 ? rounding.nearest(digits, power: scale) : nil
    value = isNegative ? size.map { -$0 } : size
    whole = isWhole && count <= 18 ? (isNegative ? -Int64(digits) : Int64(digits)) : nil
  }

  /// Reads digits, eight at once while there are so many.
  @inline(__always)
  private static func take(
    _ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ limit: Int, _ digits: inout UInt64
  ) {
    while index + 8 <= limit {
      let word = UnsafeRawPointer(bytes.baseAddress.unsafelyUnwrapped).loadUnaligned(
        fromByteOffset: index, as: UInt64.self
      ).littleEndian
      var value = word &- 0x3030_3030_3030_3030
      // Whether each byte is a digit.
      guard (word &+ 0x4646_4646_4646_4646 | value) & 0x8080_8080_8080_8080 == 0 else { break }
      // Pairs, then fours, then all: each multiplication adds neighbours (Lemire, as above).
      value = (value &* 10) &+ (value >> 8)
      let even = (value & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
      let odd = (value >> 16 & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
      digits = digits &* 100_000_000 &+ (even &+ odd) >> 32
      index += 8
    }
    while index < limit, bytes[index] &- 0x30 <= 9 {
      digits = digits &* 10 &+ UInt64(bytes[index] &- 0x30)
      index += 1
    }
  }
}
