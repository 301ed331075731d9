/// The coordinates of many points that several series share; a column that no point has is empty.
package struct PointRows {
  /// The number of rows.
  package let count: Int
  /// The step of each row.
  package var steps: ArraySlice<Int64> = []
  /// The epoch of each row.
  package var epochs: ArraySlice<Double> = []
  /// The time of each row, in seconds since 1970.
  package var wallTimes: ArraySlice<Double> = []
  /// True when no point lies before its predecessor; false until ``checkOrder()``.
  package private(set) var isRising = false

  /// Creates rows without coordinates.
  package init(count: Int) { self.count = count }

  /// The rows of a range; indices count from the first row.
  package func part(_ range: Range<Int>) -> PointRows {
    var part = PointRows(count: range.count)
    part.steps = steps.isEmpty ? [] : Self.part(steps, range)
    part.epochs = epochs.isEmpty ? [] : Self.part(epochs, range)
    part.wallTimes = wallTimes.isEmpty ? [] : Self.part(wallTimes, range)
    part.isRising = isRising
    return part
  }

  private static func part<Value>(
    _ column: ArraySlice<Value>, _ range: Range<Int>
  ) -> ArraySlice<Value> {
    column[column.startIndex + range.lowerBound..<column.startIndex + range.upperBound]
  }

  /// The point of a row with a value.
  package subscript(index: Int, value: Double) -> LogPoint {
    LogPoint(
      step: steps.isEmpty ? nil : steps[steps.startIndex + index],
      epoch: epochs.isEmpty ? nil : epochs[epochs.startIndex + index],
      wallTime: wallTimes.isEmpty ? nil : wallTimes[wallTimes.startIndex + index], value: value)
  }

  /// The first point, with the value 0; nil when there is no row.
  package var first: LogPoint? { count == 0 ? nil : self[0, 0] }

  /// Determines ``isRising`` from the steps, or from the epochs where there are none.
  ///
  /// - Complexity: O(`count`).
  package mutating func checkOrder() {
    isRising = steps.isEmpty ? Self.isRising(epochs) : Self.isRising(steps)
  }

  private static func isRising<Value: Comparable>(_ column: ArraySlice<Value>) -> Bool {
    zip(column, column.dropFirst()).allSatisfy { $0 <= $1 }
  }
}
