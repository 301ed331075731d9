internal import CCurvePacking

/// Whole numbers that stand for others, and how far they reach.
struct WholeNumbers {
  private(set) var values: [Int64]
  private(set) var least = Int64.max
  private(set) var greatest = Int64.min

  init(_ values: [Int64]) {
    self.values = values
    for value in values { (least, greatest) = (min(least, value), max(greatest, value)) }
  }

  /// The bits of numbers, in the same order.
  ///
  /// - Precondition: a multiple of eight numbers; so for the next.
  init(orderOf numbers: [Double]) {
    var (least, greatest) = (Int64.max, Int64.min)
    values = [Int64](unsafeUninitializedCapacity: numbers.count) { buffer, count in
      plateau_numbers_ordered(numbers, numbers.count, buffer.baseAddress, &least, &greatest)
      count = numbers.count
    }
    (self.least, self.greatest) = (least, greatest)
  }

  /// The whole numbers that numbers are the nearest quotients of by a power of ten; nil when there are none.
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

  /// The same in fewer bits.
  ///
  /// - Parameter isRising: whether they lie about a line rather than about a value.
  func packed(_ isRising: Bool) -> PackedIntegers {
    values.withUnsafeBufferPointer {
      isRising
        ? PackedIntegers(rising: $0)
        : PackedIntegers($0, slope: 0, least: least, greatest: greatest)
    }
  }
}
