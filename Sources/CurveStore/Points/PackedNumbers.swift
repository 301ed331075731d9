/// 64-bit floating-point numbers in fewer bits, each exact; NaN stands for a missing one.
struct PackedNumbers: Equatable, Sendable {
  /// The mapping of numbers to integers.
  private enum Form: Equatable, Sendable {
    /// Scaled by a power of ten: numbers that were written with few decimals.
    case decimal(Double)
    /// The ordered bits of 32-bit numbers.
    case single
    /// The ordered bits of 64-bit numbers.
    case double
  }

  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12,
  ]

  private let form: Form
  private let integers: PackedIntegers
  private let absent: BitSet

  /// Packs numbers.
  ///
  /// - Parameters:
  ///   - values: The numbers; a multiple of eight.
  ///   - isRising: True when they follow a line rather than a constant.
  ///   - isFinite: True when all are known to be finite.
  /// - Complexity: O(count).
  init(_ values: [Double], isRising: Bool, isFinite: Bool = false) {
    var filled = values
    absent = BitSet(isFinite ? 0 : values.count) { values[$0].isNaN }
    if !absent.isEmpty { Self.fill(&filled) }
    let decimals = Self.decimals(filled)
    if let singles = Self.singles(filled) {
      let packed = singles.packed(isRising)
      // Few decimals may need even fewer bits.
      if let decimals {
        let shorter = decimals.numbers.packed(isRising)
        if shorter.storage < packed.storage {
          (form, integers) = (.decimal(decimals.power), shorter)
          return
        }
      }
      (form, integers) = (.single, packed)
    } else if let decimals {
      (form, integers) = (.decimal(decimals.power), decimals.numbers.packed(isRising))
    } else {
      (form, integers) = (.double, WholeNumbers(orderOf: filled).packed(isRising))
    }
  }

  /// The number at an index.
  ///
  /// - Precondition: The index is within the sequence.
  subscript(index: Int) -> Double {
    if absent.contains(index) { return .nan }
    let integer = integers[index]
    switch form {
    case .decimal(let power): return Double(integer) / power
    case .single:
      let bits = Self.ordered(Int32(truncatingIfNeeded: integer))
      return Double(Float(bitPattern: UInt32(bitPattern: bits)))
    case .double:
      return Double(bitPattern: UInt64(bitPattern: Self.ordered(integer)))
    }
  }

  /// A summary of the numbers of a range.
  ///
  /// - Complexity: O(`range`).
  func summary(of range: Range<Int>) -> PointSummary {
    // The form is looked up once, not for each number.
    if absent.isEmpty, case .decimal(let power) = form {
      return PointSummary(range) { Double(integers[$0]) / power }
    }
    return PointSummary(range) { self[$0] }
  }

  /// The bytes in memory.
  var storage: Int { integers.storage + absent.storage }

  /// Replaces missing numbers with the one before, or the first one.
  private static func fill(_ values: inout [Double]) {
    var last = values.first { !$0.isNaN } ?? 0
    for index in values.indices {
      if values[index].isNaN { values[index] = last } else { last = values[index] }
    }
  }

  private static func singles(_ values: [Double]) -> WholeNumbers? {
    guard values.allSatisfy({ Double(Float($0)) == $0 }) else { return nil }
    return WholeNumbers(
      values.map { Int64(ordered(Int32(bitPattern: Float($0).bitPattern))) })
  }

  /// Finds the scaled integers for a power of ten that makes all numbers whole; nil when there is
  /// none.
  private static func decimals(_ values: [Double]) -> (numbers: WholeNumbers, power: Double)? {
    // The first numbers nearly always need as many decimals as all.
    var decimals = 0
    for value in values.prefix(16) {
      while whole(value, powers[decimals]) == nil {
        decimals += 1
        if decimals == powers.count { return nil }
      }
    }
    for power in powers[decimals...] {
      if let numbers = WholeNumbers(values, times: power) { return (numbers, power) }
    }
    return nil
  }

  /// The integer whose quotient by a power of ten rounds to this number; nil when there is none.
  @inline(__always)
  private static func whole(_ value: Double, _ power: Double) -> Double? {
    let scaled = value * power
    guard abs(scaled) < 0x1p51 else { return nil }
    let whole = nearest(scaled)
    // Minus zero is not an integer.
    return (whole / power).bitPattern == value.bitPattern ? whole : nil
  }

  /// The nearest integer of a number below 2⁵¹: beside 2⁵² + 2⁵¹ no bits are left for a fraction.
  private static func nearest(_ value: Double) -> Double { value + 0x1.8p52 - 0x1.8p52 }

  /// Bits ordered as integers like the numbers; applying it again restores the bits.
  private static func ordered(_ bits: Int64) -> Int64 { bits ^ (bits >> 63 & Int64.max) }
  private static func ordered(_ bits: Int32) -> Int32 { bits ^ (bits >> 31 & Int32.max) }
}
