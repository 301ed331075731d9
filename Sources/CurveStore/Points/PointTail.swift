#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The last points of a curve, until they are enough for a chunk.
package struct PointTail: Sendable {
  private(set) var values: [Double] = []
  /// Empty when no point has one, else `noStep` marks those without.
  private(set) var steps: [Int64] = []
  /// Empty when no point has one, else NaN marks those without.
  private(set) var epochs: [Double] = []
  /// Empty when no point has one, else NaN marks those without.
  private(set) var wallTimes: [Double] = []

  var count: Int { values.count }

  mutating func append(_ point: LogPoint) {
    Self.append(point.step, to: &steps, values.count, none: LogPoints.noStep)
    Self.append(point.epoch, to: &epochs, values.count, none: .nan)
    Self.append(point.wallTime, to: &wallTimes, values.count, none: .nan)
    // One NaN is as good as another, but their bits would tell curves apart.
    values.append(point.value.isNaN ? .nan : point.value)
  }

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

  /// Adds a column of rows, empty when they have no such property.
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

  /// A column is only made when a point has its property.
  private static func append<Value>(
    _ value: Value?, to column: inout [Value], _ count: Int, none: Value
  ) {
    guard value != nil || !column.isEmpty else { return }
    if column.count < count {
      column.append(contentsOf: repeatElement(none, count: count - column.count))
    }
    column.append(value ?? none)
  }

  mutating func removeAll() {
    values.removeAll(keepingCapacity: true)
    steps.removeAll(keepingCapacity: true)
    epochs.removeAll(keepingCapacity: true)
    wallTimes.removeAll(keepingCapacity: true)
  }

  func step(at index: Int) -> Int64? {
    steps.isEmpty || steps[index] == LogPoints.noStep ? nil : steps[index]
  }

  func epoch(at index: Int) -> Double? {
    epochs.isEmpty || epochs[index].isNaN ? nil : epochs[index]
  }

  func wallTime(at index: Int) -> Double? {
    wallTimes.isEmpty || wallTimes[index].isNaN ? nil : wallTimes[index]
  }

  /// The least and the greatest finite epoch.
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

  /// Whether two have the same coordinates: the same bits of all but the values.
  ///
  /// - Complexity: O(count).
  func hasCoordinates(of other: PointTail) -> Bool {
    Self.isSame(steps, other.steps) && Self.isSame(epochs, other.epochs)
      && Self.isSame(wallTimes, other.wallTimes)
  }

  /// Whether two have the same points.
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
