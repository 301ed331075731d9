/// Points of many curves in file order, one array a property.
///
/// Four arrays instead of one of structures: a chart takes the values of a curve and leaves the rest.
public struct ScalarPoints: Equatable, Sendable {
  /// Which curve each belongs to: a place in `EventFileReader.tags`.
  public private(set) var tags: [Int32] = []
  /// The step of each: what the writer counted; may be negative and may go back.
  public private(set) var steps: [Int64] = []
  /// When each was written, in seconds since 1970.
  public private(set) var wallTimes: [Double] = []
  /// The value of each; what was written in 32 bits is exact.
  public private(set) var values: [Double] = []

  /// No points.
  public init() {}

  /// The number of points.
  public var count: Int { tags.count }

  /// Whether there are none.
  public var isEmpty: Bool { tags.isEmpty }

  /// Makes room.
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

  /// Takes all points out and keeps the room, for the next part of a file.
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
