/// A decimal number at the start of bytes: a sign, digits with a point, an exponent.
public struct NumberScan {
  /// The index after its last byte; the first index when there is no number.
  public let end: Int
  /// The nearest value; nil when there is no number, or when its digits or exponent are too many
  /// for the quick way and `Double(_:)` must find it.
  public let value: Double?
  /// The value of a number without a point or an exponent, up to 18 digits.
  public let whole: Int64?

  /// Scans bytes.
  ///
  /// - Parameters:
  ///   - bytes: The text.
  ///   - start: The index of the first byte.
  ///   - limit: The index after the last byte that may be read.
  ///   - point: The decimal point, or a comma in its place.
  ///   - rounding: The tables; a loop over numbers fetches them once.
  /// - Complexity: O(the number's bytes).
  @inlinable @inline(__always)
  public init(
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
    Self.readDigits(bytes, &index, limit, &digits)
    var count = index - first
    var scale = 0
    var isWhole = true
    if index < limit, bytes[index] == point {
      isWhole = false
      index += 1
      let decimals = index
      Self.readDigits(bytes, &index, limit, &digits)
      scale = decimals - index
      count -= scale
    }
    guard count > 0 else {
      (end, value, whole) = (start, nil, nil)
      return
    }
    // Leading zeros do not count.
    if count > 19 {
      var next = first
      while next < index, bytes[next] == 0x30 || bytes[next] == point {
        if bytes[next] == 0x30 { count -= 1 }
        next += 1
      }
    }
    if index < limit, bytes[index] | 0x20 == 0x65 {
      var next = index + 1
      let isDown = next < limit && bytes[next] == 0x2D
      if next < limit, isDown || bytes[next] == 0x2B { next += 1 }
      let power = next
      var exponent = 0
      while next < limit, bytes[next] &- 0x30 <= 9, next - power < 6 {
        exponent = exponent * 10 + Int(bytes[next] - 0x30)
        next += 1
      }
      guard next > power, next == limit || bytes[next] &- 0x30 > 9 else {
        (end, value, whole) = (start, nil, nil)
        return
      }
      index = next
      scale += isDown ? -exponent : exponent
      isWhole = false
    }
    end = index
    let size = count <= 19 ? rounding.nearest(digits, power: scale) : nil
    value = isNegative ? size.map { -$0 } : size
    whole = isWhole && count <= 18 ? (isNegative ? -Int64(digits) : Int64(digits)) : nil
  }

  /// A power of ten up to 10⁷; a constant table, which nothing has to initialize.
  @inlinable @inline(__always)
  static func ten(toThe power: Int) -> UInt64 {
    switch power {
    case 0: 1
    case 1: 10
    case 2: 100
    case 3: 1000
    case 4: 10_000
    case 5: 100_000
    case 6: 1_000_000
    default: 10_000_000
    }
  }

  /// Reads digits, eight bytes at a time while they last.
  @inlinable @inline(__always)
  static func readDigits(
    _ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ limit: Int, _ digits: inout UInt64
  ) {
    while index &+ 8 <= limit {
      let word = UnsafeRawPointer(bytes.baseAddress.unsafelyUnwrapped).loadUnaligned(
        fromByteOffset: index, as: UInt64.self
      ).littleEndian
      let values = word &- 0x3030_3030_3030_3030
      // The lowest bit that is set marks the first byte that is not a digit.
      let others = (word &+ 0x4646_4646_4646_4646 | values) & 0x8080_8080_8080_8080
      if others == 0 {
        digits = digits &* 100_000_000 &+ eight(values)
        index &+= 8
      } else {
        let count = others.trailingZeroBitCount >> 3
        // Zeros replace what follows the digits, and come before them.
        digits = digits &* ten(toThe: count) &+ eight((values << 8) &<< UInt64(56 &- 8 &* count))
        index &+= count
        return
      }
    }
    while index < limit, bytes[index] &- 0x30 <= 9 {
      digits = digits &* 10 &+ UInt64(bytes[index] &- 0x30)
      index += 1
    }
  }

  /// The value of eight digits, the first in the lowest byte: each multiplication adds neighbours,
  /// first pairs, then fours, then all (Lemire, https://doi.org/10.1002/spe.2984).
  @inlinable @inline(__always)
  static func eight(_ values: UInt64) -> UInt64 {
    let pairs = (values &* 10) &+ (values >> 8)
    let even = (pairs & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
    let odd = (pairs >> 16 & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
    return (even &+ odd) >> 32
  }
}
