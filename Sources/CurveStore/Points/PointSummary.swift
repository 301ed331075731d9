internal import CCurvePacking

/// A summary of values: their extremes, their mean and their number.
package struct PointSummary: Sendable {
  /// The least finite value; meaningless when `finite` is 0.
  private(set) var least = LogEnvelope.Extreme(index: 0, value: .infinity)
  /// The greatest finite value; meaningless when `finite` is 0.
  private(set) var greatest = LogEnvelope.Extreme(index: 0, value: -.infinity)
  /// The mean of the finite values.
  private(set) var mean = 0.0
  /// The number of finite values.
  private(set) var finite = 0
  /// The number of values that are NaN or infinite.
  private(set) var notFinite = 0

  /// Creates the summary of no values.
  init() {}

  /// Summarizes the values of a range.
  ///
  /// - Complexity: O(`range`).
  init(_ range: Range<Int>, _ value: (Int) -> Double) {
    var sum = 0.0
    for index in range {
      let value = value(index)
      guard value.isFinite else {
        notFinite += 1
        continue
      }
      sum += value
      finite += 1
      if value < least.value { least = .init(index: index, value: value) }
      if value > greatest.value { greatest = .init(index: index, value: value) }
    }
    guard finite > 0 else { return }
    mean = sum / Double(finite)
    if !mean.isFinite {
      // The sum overflows.
      mean = 0
      var count = 0.0
      for index in range where value(index).isFinite {
        count += 1
        mean = clamped(mean * ((count - 1) / count) + value(index) / count)
      }
    }
  }

  /// Summarizes contiguous values; indices count from the first of `values`.
  ///
  /// - Precondition: The range has a multiple of eight values.
  /// - Complexity: O(`range`).
  init(_ range: Range<Int>, of values: UnsafeBufferPointer<Double>) {
    self.init()
    var (leastIndex, greatestIndex, sum) = (0, 0, 0.0)
    let isFinite = plateau_numbers_summary(
      values.baseAddress.map { $0 + range.lowerBound }, range.count, &least.value, &leastIndex,
      &greatest.value, &greatestIndex, &sum)
    guard isFinite != 0, sum.isFinite else {
      self = PointSummary(range) { values[$0] }
      return
    }
    least.index = range.lowerBound + leastIndex
    greatest.index = range.lowerBound + greatestIndex
    finite = range.count
    mean = sum / Double(finite)
  }

  /// Adds the summary of the values that follow; of equal extremes the first stays.
  ///
  /// - Parameter offset: The index from which the other summary counts.
  mutating func add(_ other: PointSummary, offset: Int = 0) {
    notFinite += other.notFinite
    guard other.finite > 0 else { return }
    if finite == 0 || other.least.value < least.value {
      least = .init(index: other.least.index + offset, value: other.least.value)
    }
    if finite == 0 || other.greatest.value > greatest.value {
      greatest = .init(index: other.greatest.index + offset, value: other.greatest.value)
    }
    let all = Double(finite + other.finite)
    mean = clamped(
      mean * (Double(finite) / all) + other.mean * (Double(other.finite) / all))
    finite += other.finite
  }

  /// Limits a mean to the range of the values, which rounding may leave.
  private func clamped(_ mean: Double) -> Double { min(max(mean, least.value), greatest.value) }
}
