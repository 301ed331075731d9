#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The last points of a series, until they fill a chunk.
package struct PointTail: Sendable {
  /// The values.
  private(set) var values: [Double] = []
  /// The steps; empty when no point has one, else `noStep` marks the points without.
  private(set) var steps: [Int64] = []
  /// The epochs; empty when no point has one, else NaN marks the points without.
  private(set) var epochs: [Double] = []
  /// The times; empty when no point has one, else NaN marks the points without.
  private(set) var wallTimes: [Double] = []

  /// The number of points.
  var count: Int { values.count }

  /// Adds a point.
  mutating func append(_ point: LogPoint) {
    Self.append(point.step, to: &steps, values.count, none: LogPoints.noStep)
    Self.append(point.epoch, to: &epochs, values.count, none: .nan)
    Self.append(point.wallTime, to: &wallTimes, values.count, none: .nan)
    // NaN has many bit patterns, which would make equal series differ.
    values.append(point.value.isNaN ? .nan : point.value)
  }

  /// Adds a value at each row.
  mutating func append(_ values: ArraySlice<Double>, at rows: PointRows) {
    Self.append(rows.steps, of: rows.count, to: &steps, self.values.count, none: LogPoints.noStep)
    Self.append(rows.epochs, of: rows.count, to: &epochs, self.values.count, none: .nan)
    Self.append(rows.wallTimes, of: rows.count, to: &wallTimes, self.values.count, none: .nan)
    let start = self.values.count
    self.values.append(contentsOf: values)
    for index in start..<self.values.count where self.values[index].isNaN {
      self.values[index] = .nan
    }
  }

  /// Adds a column of rows, which is empty when they lack the coordinate.
  private static func append<Value>(
    _ rows: ArraySlice<Value>, of count: Int, to column: inout [Value], _ before: Int, none: Value
  ) {
    guard !rows.isEmpty || !column.isEmpty else { return }
    if column.count < before {
      column.append(contentsOf: repeatElement(none, count: before - column.count))
    }
    if rows.isEmpty {
      column.append(contentsOf: repeatElement(none, count: count))
    } else {
      column.append(contentsOf: rows)
    }
  }

  /// Adds a coordinate; the column stays empty until a point has it.
  private static func append<Value>(
    _ value: Value?, to column: inout [Value], _ count: Int, none: Value
  ) {
    guard value != nil || !column.isEmpty else { return }
    if column.count < count {
      column.append(contentsOf: repeatElement(none, count: count - column.count))
    }
    column.append(value ?? none)
  }

  /// Removes all points and keeps the storage.
  mutating func removeAll() {
    values.removeAll(keepingCapacity: true)
    steps.removeAll(keepingCapacity: true)
    epochs.removeAll(keepingCapacity: true)
    wallTimes.removeAll(keepingCapacity: true)
  }

  /// The step at an index.
  func step(at index: Int) -> Int64? {
    steps.isEmpty || steps[index] == LogPoints.noStep ? nil : steps[index]
  }

  /// The epoch at an index.
  func epoch(at index: Int) -> Double? {
    epochs.isEmpty || epochs[index].isNaN ? nil : epochs[index]
  }

  /// The time at an index, in seconds since 1970.
  func wallTime(at index: Int) -> Double? {
    wallTimes.isEmpty || wallTimes[index].isNaN ? nil : wallTimes[index]
  }

  /// The range of the finite epochs; nil when there are none.
  ///
  /// - Complexity: O(count).
  var epochRange: ClosedRange<Double>? {
    var (least, greatest) = (Double.infinity, -Double.infinity)
    for epoch in epochs where epoch.isFinite {
      least = min(least, epoch)
      greatest = max(greatest, epoch)
    }
    return least <= greatest ? least...greatest : nil
  }

  /// Returns true when all coordinates have the same bits.
  ///
  /// - Complexity: O(count).
  func hasCoordinates(of other: PointTail) -> Bool {
    Self.isSame(steps, other.steps) && Self.isSame(epochs, other.epochs)
      && Self.isSame(wallTimes, other.wallTimes)
  }

  /// Returns true when all points have the same bits.
  ///
  /// - Complexity: O(count).
  func isSame(as other: PointTail) -> Bool {
    Self.isSame(values, other.values) && hasCoordinates(of: other)
  }

  private static func isSame<Value>(_ one: [Value], _ other: [Value]) -> Bool {
    one.withUnsafeBytes { one in
      other.withUnsafeBytes { other in
        guard one.count == other.count else { return false }
        guard let start = one.baseAddress, let otherStart = other.baseAddress else { return true }
        return memcmp(start, otherStart, one.count) == 0
      }
    }
  }
}
