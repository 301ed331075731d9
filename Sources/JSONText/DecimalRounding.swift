/// The nearest 64-bit number to digits times a power of ten.
///
/// Eisel and Lemire's algorithm (Lemire 2021, https://doi.org/10.1002/spe.2984), for powers whose
/// 128 bits are exact or rounded once. Nearly all written numbers have such a power; `Double(_:)`
/// finds the others.
public struct DecimalRounding: Sendable {
  /// The tables, built once.
  public static let shared = DecimalRounding()

  /// The powers in the table.
  @usableFromInline static let powers = -27...55

  /// The upper and lower 64 bits of five to the powers, the highest bit set; the reciprocals
  /// rounded up.
  @usableFromInline let table: [(high: UInt64, low: UInt64)]

  /// The upper 64 bits of five to the powers 0, -1, … -23.
  public let reciprocals: [UInt64]

  /// Exactly representable powers of ten.
  @usableFromInline let tens: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
    1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  private init() {
    table = Self.powers.map { $0 < 0 ? Self.reciprocal(-$0) : Self.exact($0) }
    reciprocals = (0..<24).map { [table] in table[-$0 - Self.powers.lowerBound].high }
  }

  /// The nearest number, ties to even; nil when the power is not in the table.
  ///
  /// - Parameters:
  ///   - digits: All digits of the number.
  ///   - power: The power of ten that multiplies them.
  @inlinable @inline(__always)
  public func nearest(_ digits: UInt64, power: Int) -> Double? {
    // Clinger 1990 (https://doi.org/10.1145/93542.93557): one rounding of two exact numbers.
    if digits <= 1 << 53, power >= -22, power <= 22 {
      let value = Double(digits)
      return tens.withUnsafeBufferPointer { power < 0 ? value / $0[-power] : value * $0[power] }
    }
    guard Self.powers.contains(power) else { return nil }
    if digits == 0 { return 0 }
    return product(digits, power)
  }

  /// The nearest number by a product of 128 bits.
  @usableFromInline func product(_ digits: UInt64, _ power: Int) -> Double? {
    let zeros = digits.leadingZeroBitCount
    let normal = digits << UInt64(zeros)
    let five = table.withUnsafeBufferPointer { $0[power - Self.powers.lowerBound] }
    var product = normal.multipliedFullWidth(by: five.high)
    if product.high & 0x1FF == 0x1FF {
      // The lower bits may carry into those that decide.
      let rest = normal.multipliedFullWidth(by: five.low).high
      let (low, carries) = product.low.addingReportingOverflow(rest)
      product.low = low
      if carries { product.high += 1 }
    }
    let upper = Int(product.high >> 63)
    let shift = UInt64(upper + 9)
    var mantissa = product.high >> shift
    var exponent = ((217_706 * power) >> 16) + 63 + upper - zeros + 1023
    guard exponent > 0 else { return nil }
    if product.low <= 1, power >= -4, power <= 23, mantissa & 3 == 1,
      mantissa << shift == product.high
    {
      // Halfway between two numbers: the even one.
      mantissa &= ~1
    }
    mantissa = (mantissa + mantissa & 1) >> 1
    if mantissa >= 1 << 53 {
      mantissa = 1 << 52
      exponent += 1
    }
    guard exponent < 0x7FF else { return nil }
    return Double(bitPattern: UInt64(exponent) << 52 | mantissa & ((1 << 52) - 1))
  }

  /// Five to a power up to 55, which has no more than 128 bits.
  private static func exact(_ power: Int) -> (high: UInt64, low: UInt64) {
    var (high, low): (UInt64, UInt64) = (0, 1)
    for _ in 0..<power {
      let product = low.multipliedFullWidth(by: 5)
      (high, low) = (high * 5 + product.high, product.low)
    }
    while high >> 63 == 0 { (high, low) = (high << 1 | low >> 63, low << 1) }
    return (high, low)
  }

  /// A power of two over five to a power up to 27, which has no more than 64 bits.
  private static func reciprocal(_ power: Int) -> (high: UInt64, low: UInt64) {
    let divisor = (0..<power).reduce(UInt64(1)) { value, _ in value * 5 }
    // 2^(bits + 127) over the divisor has 128 bits.
    let bits = 64 - divisor.leadingZeroBitCount
    let first = divisor.dividingFullWidth((UInt64(1) << UInt64(bits - 1), 0))
    let second = divisor.dividingFullWidth((first.remainder, 0))
    let (low, carries) = second.quotient.addingReportingOverflow(1)
    return (first.quotient &+ (carries ? 1 : 0), low)
  }
}
