/// Statistics of the values so far of one number of a form.
struct SlotStatistics: Equatable, Sendable {
  /// The number of values.
  var count = 0
  /// The least value.
  var least = Double.infinity
  /// The greatest value.
  var greatest = -Double.infinity
  /// The last value.
  var last = Double.nan
  /// True while every value is a whole number.
  var isWhole = true
  /// The number of values greater than the one before.
  var rises = 0
  /// The number of values less than the one before.
  var falls = 0
  /// The number of rises by exactly 1.
  var unitRises = 0
  /// The least rise.
  var stride = Double.infinity

  /// Adds a value.
  @inline(__always)
  mutating func add(_ value: Double) {
    if value > last {
      rises += 1
      let rise = value - last
      if rise == 1 { unitRises += 1 }
      if rise < stride { stride = rise }
    } else if value < last {
      falls += 1
    }
    last = value
    count += 1
    if value < least { least = value }
    if value > greatest { greatest = value }
    if isWhole, !Self.isWhole(value) { isWhole = false }
  }

  /// Returns true for a whole number, without the call of a rounding function where it is not huge.
  @inline(__always)
  private static func isWhole(_ value: Double) -> Bool {
    abs(value) < 1e15 ? Double(Int64(value)) == value : value == value.rounded(.towardZero)
  }

  /// True when two values differ.
  var isChanging: Bool { rises > 0 || falls > 0 }
  /// True when there are several values and all are equal.
  var isConstant: Bool { count > 1 && !isChanging }
}
