/// Where many points lie that several curves have in common; a property that is empty none of them has.
package struct PointRows {
  package let count: Int
  package var steps: ArraySlice<Int64> = []
  package var epochs: ArraySlice<Double> = []
  package var wallTimes: ArraySlice<Double> = []
  /// Whether no point lies before the one before it, as far as that was looked at.
  package private(set) var isRising = false

  package init(count: Int) { self.count = count }

  /// Some of them; indices count from the first.
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

  /// The point at an index, with a value.
  package subscript(index: Int, value: Double) -> LogPoint {
    LogPoint(
      step: steps.isEmpty ? nil : steps[steps.startIndex + index],
      epoch: epochs.isEmpty ? nil : epochs[epochs.startIndex + index],
      wallTime: wallTimes.isEmpty ? nil : wallTimes[wallTimes.startIndex + index], value: value)
  }

  /// The first point, without a value.
  package var first: LogPoint? { count == 0 ? nil : self[0, 0] }

  /// Looks whether no point lies before the one before it.
  ///
  /// - Complexity: O(`count`).
  package mutating func lookAtOrder() {
    isRising = steps.isEmpty ? Self.isRising(epochs) : Self.isRising(steps)
  }

  private static func isRising<Value: Comparable>(_ column: ArraySlice<Value>) -> Bool {
    zip(column, column.dropFirst()).allSatisfy { $0 <= $1 }
  }
}
