/// Numbers of 64 bits in fewer, each exact to the bit; NaN stands for none.
struct PackedNumbers: Equatable, Sendable {
  /// How numbers become whole ones.
  private enum Form: Equatable, Sendable {
    /// Times a power of ten, as numbers that were written with a few decimals.
    case decimal(Double)
    /// As 32-bit numbers, by the order of their bits.
    case single
    /// By the order of their bits.
    case double
  }

  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12,
  ]

  private let form: Form
  private let integers: PackedIntegers
  private let absent: PlaceSet

  /// Packs numbers.
  ///
  /// - Parameter isRising: whether they lie about a line rather than about a value.
  /// - Complexity: O(count).
  init(_ values: [Double], isRising: Bool) {
    var filled = values
    absent = PlaceSet(values.count) { values[$0].isNaN }
    if !absent.isEmpty { Self.fill(&filled) }
    var integers = [Int64](repeating: 0, count: values.count)
    if Self.singles(filled, &integers) {
      let packed = Self.packed(integers, isRising)
      // Few decimals need fewer bits still.
      if let power = Self.decimals(filled, &integers) {
        let shorter = Self.packed(integers, isRising)
        if shorter.storage < packed.storage {
          (form, self.integers) = (.decimal(power), shorter)
          return
        }
      }
      (form, self.integers) = (.single, packed)
    } else if let power = Self.decimals(filled, &integers) {
      (form, self.integers) = (.decimal(power), Self.packed(integers, isRising))
    } else {
      for index in filled.indices {
        integers[index] = Self.ordered(Int64(bitPattern: filled[index].bitPattern))
      }
      (form, self.integers) = (.double, Self.packed(integers, isRising))
    }
  }

  /// The number at a place.
  ///
  /// - Precondition: there is one.
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

  /// Bytes in memory.
  var storage: Int { integers.storage + absent.storage }

  private static func packed(_ integers: [Int64], _ isRising: Bool) -> PackedIntegers {
    integers.withUnsafeBufferPointer { PackedIntegers($0, isRising: isRising) }
  }

  /// Puts the number before (or the first one) in the place of those that are absent.
  private static func fill(_ values: inout [Double]) {
    var last = values.first { !$0.isNaN } ?? 0
    for index in values.indices {
      if values[index].isNaN { values[index] = last } else { last = values[index] }
    }
  }

  private static func singles(_ values: [Double], _ integers: inout [Int64]) -> Bool {
    for index in values.indices {
      let single = Float(values[index])
      guard Double(single) == values[index] else { return false }
      integers[index] = Int64(ordered(Int32(bitPattern: single.bitPattern)))
    }
    return true
  }

  /// Finds the least power of ten that makes all numbers whole, and those.
  private static func decimals(_ values: [Double], _ integers: inout [Int64]) -> Double? {
    var place = 0
    var greatest = 0.0
    for index in values.indices {
      var whole = whole(values[index], powers[place])
      if whole == nil {
        let before = place
        repeat {
          place += 1
          if place == powers.count { return nil }
          whole = self.whole(values[index], powers[place])
        } while whole == nil
        // The same quotients with more zeros at both ends, as long as they are exact.
        let factor = powers[place] / powers[before]
        guard greatest * factor < 0x1p51 else { return nil }
        greatest *= factor
        for earlier in 0..<index { integers[earlier] *= Int64(factor) }
      }
      greatest = max(greatest, abs(whole ?? 0))
      integers[index] = Int64(whole ?? 0)
    }
    return powers[place]
  }

  /// The whole number that a number is the nearest one to over a power of ten; nil when there is none.
  @inline(__always)
  private static func whole(_ value: Double, _ power: Double) -> Double? {
    let scaled = value * power
    guard abs(scaled) < 0x1p51 else { return nil }
    let whole = nearest(scaled)
    // Minus zero is no whole number.
    return (whole / power).bitPattern == value.bitPattern ? whole : nil
  }

  /// The nearest whole number of one below 2⁵¹: there is no room for a fraction beside 2⁵² + 2⁵¹.
  private static func nearest(_ value: Double) -> Double { value + 0x1.8p52 - 0x1.8p52 }

  /// Bits whose order as whole numbers is that of the numbers; the same again gives the bits back.
  private static func ordered(_ bits: Int64) -> Int64 { bits ^ (bits >> 63 & Int64.max) }
  private static func ordered(_ bits: Int32) -> Int32 { bits ^ (bits >> 31 & Int32.max) }
}
