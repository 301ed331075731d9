/// Points of many series in file order, stored as one array per property.
///
/// Four arrays instead of one of structures: a chart needs only the values of a series.
public struct ScalarPoints: Equatable, Sendable {
  /// The series of each point: an index in `EventFileReader.tags`.
  public private(set) var tags: [Int32] = []
  /// The step of each point, in the writer's unit; may be negative and may go back.
  public private(set) var steps: [Int64] = []
  /// The time of each point, in seconds since 1970.
  public private(set) var wallTimes: [Double] = []
  /// The value of each point; 32-bit values are exact.
  public private(set) var values: [Double] = []

  /// Creates an empty collection.
  public init() {}

  /// The number of points.
  public var count: Int { tags.count }

  /// True when there is no point.
  public var isEmpty: Bool { tags.isEmpty }

  /// Reserves storage for a number of points.
  ///
  /// - Complexity: O(`count`).
  public mutating func reserveCapacity(_ capacity: Int) {
    tags.reserveCapacity(capacity)
    steps.reserveCapacity(capacity)
    wallTimes.reserveCapacity(capacity)
    values.reserveCapacity(capacity)
  }

  /// Adds a point at the end.
  public mutating func append(tag: Int32, step: Int64, wallTime: Double, value: Double) {
    tags.append(tag)
    steps.append(step)
    wallTimes.append(wallTime)
    values.append(value)
  }

  /// Removes all points and keeps the storage, for the next part of a file.
  public mutating func removeAll() {
    tags.removeAll(keepingCapacity: true)
    steps.removeAll(keepingCapacity: true)
    wallTimes.removeAll(keepingCapacity: true)
    values.removeAll(keepingCapacity: true)
  }

  /// Keeps only the first `count` points.
  mutating func truncate(to count: Int) {
    let excess = self.count - count
    tags.removeLast(excess)
    steps.removeLast(excess)
    wallTimes.removeLast(excess)
    values.removeLast(excess)
  }
}
