internal import CCurvePacking

/// Integers that represent numbers, and their range.
struct WholeNumbers {
  /// The integers.
  private(set) var values: [Int64]
  /// The least integer.
  private(set) var least = Int64.max
  /// The greatest integer.
  private(set) var greatest = Int64.min

  /// Creates integers and determines their range.
  init(_ values: [Int64]) {
    self.values = values
    for value in values { (least, greatest) = (min(least, value), max(greatest, value)) }
  }

  /// Creates the bits of numbers, ordered like the numbers.
  ///
  /// - Precondition: There is a multiple of eight numbers.
  init(orderOf numbers: [Double]) {
    var (least, greatest) = (Int64.max, Int64.min)
    values = [Int64](unsafeUninitializedCapacity: numbers.count) { buffer, count in
      plateau_numbers_ordered(numbers, numbers.count, buffer.baseAddress, &least, &greatest)
      count = numbers.count
    }
    (self.least, self.greatest) = (least, greatest)
  }

  /// Creates the integers whose quotients by a power of ten round to the numbers; nil when there
  /// are none.
  ///
  /// - Precondition: There is a multiple of eight numbers.
  init?(_ numbers: [Double], times power: Double) {
    var (least, greatest) = (Int64.max, Int64.min)
    var isWhole = false
    values = [Int64](unsafeUninitializedCapacity: numbers.count) { buffer, count in
      isWhole =
        plateau_numbers_decimals(
          numbers, numbers.count, power, buffer.baseAddress, &least, &greatest) != 0
      count = isWhole ? numbers.count : 0
    }
    guard isWhole else { return nil }
    (self.least, self.greatest) = (least, greatest)
  }

  /// Packs the integers into fewer bits.
  ///
  /// - Parameter isRising: True when they follow a line rather than a constant.
  func packed(_ isRising: Bool) -> PackedIntegers {
    values.withUnsafeBufferPointer {
      isRising
        ? PackedIntegers(rising: $0)
        : PackedIntegers($0, slope: 0, least: least, greatest: greatest)
    }
  }
}
