/// Digits and a power of ten, turned into the nearest `Double`.
struct DecimalNumber {
  /// The digits as a whole number; exact while there are at most 19.
  var digits: UInt64 = 0
  /// The power of ten.
  var exponent = 0

  /// The nearest number, ties to even; nil where that takes more than one division.
  ///
  /// - Complexity: O(1).
  var value: Double? {
    if digits == 0 { return 0 }
    if digits < 1 << 53, -22...22 ~= exponent {
      // Both are exact, so the one operation rounds once.
      return exponent < 0
        ? Double(digits) / Self.powers[-exponent] : Double(digits) * Self.powers[exponent]
    }
    guard -19..<0 ~= exponent else { return nil }
    // 64 bits of the quotient and whether anything is left: enough to round correctly.
    let divisor = Self.wholePowers[-exponent]
    let top = digits << UInt64(digits.leadingZeroBitCount)
    let bottom = divisor << UInt64(divisor.leadingZeroBitCount)
    let (quotient, remainder) = bottom.dividingFullWidth((top >> 1, top << 63))
    let sticky: UInt64 = remainder == 0 ? 0 : 1
    let shift = divisor.leadingZeroBitCount - digits.leadingZeroBitCount - 63
    return Double(sign: .plus, exponent: shift, significand: Double(quotient | sticky))
  }

  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
    1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  private static let wholePowers: [UInt64] = (0..<20).map { power in
    (0..<power).reduce(1) { product, _ in product * 10 }
  }
}
