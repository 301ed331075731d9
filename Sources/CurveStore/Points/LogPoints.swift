/// The points of a series: full chunks that never change, and the last points.
///
/// A copy costs the table of chunks and the last points. Chunks are shared, so that one thread can
/// draw a series while another extends its own copy. Ten million points take as many bytes each as
/// their values need (4 for values that fit 32 bits, at most 8) and one to five for coordinates;
/// every number is exact.
public struct LogPoints: Equatable, Sendable {
  /// The mark of a point without a step.
  package static let noStep = Int64.min

  private var chunks: [PointChunk] = []
  private var tail = PointTail()
  /// True when any point has a step.
  public private(set) var hasSteps = false
  /// True when any point has an epoch.
  public private(set) var hasEpochs = false
  /// True when any point has a time.
  public private(set) var hasWallTimes = false

  /// Creates an empty collection.
  public init() {}

  /// The number of points.
  public var count: Int { chunks.count * PointChunk.size + tail.count }

  /// True when there is no point.
  public var isEmpty: Bool { count == 0 }

  /// The point at an index.
  ///
  /// - Precondition: The index is below `count`; this holds for all members with an index.
  public subscript(index: Int) -> LogPoint {
    LogPoint(
      step: step(at: index), epoch: epoch(at: index), wallTime: wallTime(at: index),
      value: value(at: index))
  }

  /// The value at an index, which may be NaN or infinite.
  public func value(at index: Int) -> Double {
    let chunk = index / PointChunk.size
    return chunk < chunks.count
      ? chunks[chunk].value(at: index % PointChunk.size) : tail.values[index % PointChunk.size]
  }

  /// The step at an index, in the writer's unit.
  public func step(at index: Int) -> Int64? {
    let chunk = index / PointChunk.size
    return chunk < chunks.count
      ? chunks[chunk].coordinates.step(at: index % PointChunk.size)
      : tail.step(at: index % PointChunk.size)
  }

  /// The epoch at an index, as numbered in the file.
  public func epoch(at index: Int) -> Double? {
    let chunk = index / PointChunk.size
    return chunk < chunks.count
      ? chunks[chunk].coordinates.epoch(at: index % PointChunk.size)
      : tail.epoch(at: index % PointChunk.size)
  }

  /// The time at an index, in seconds since 1970.
  public func wallTime(at index: Int) -> Double? {
    let chunk = index / PointChunk.size
    return chunk < chunks.count
      ? chunks[chunk].coordinates.wallTime(at: index % PointChunk.size)
      : tail.wallTime(at: index % PointChunk.size)
  }

  /// The first point.
  public var first: LogPoint? { isEmpty ? nil : self[0] }

  /// The last point.
  public var last: LogPoint? { isEmpty ? nil : self[count - 1] }

  /// The range of the epochs; nil when there are none.
  ///
  /// - Complexity: O(`count` / 4096 + 4096).
  public var epochRange: ClosedRange<Double>? {
    guard hasEpochs else { return nil }
    let ranges = chunks.compactMap(\.coordinates.epochRange) + [tail.epochRange].compactMap(\.self)
    guard let first = ranges.first else { return nil }
    return ranges.reduce(first) {
      min($0.lowerBound, $1.lowerBound)...max($0.upperBound, $1.upperBound)
    }
  }

  /// Adds a point.
  package mutating func append(_ point: LogPoint, sharing shared: SharedCoordinates) {
    tail.append(point)
    if point.step != nil { hasSteps = true }
    if point.epoch != nil { hasEpochs = true }
    if point.wallTime != nil { hasWallTimes = true }
    seal(sharing: shared)
  }

  /// Adds a value at each row.
  package mutating func append(
    _ values: ArraySlice<Double>, at rows: PointRows, sharing shared: SharedCoordinates
  ) {
    if !rows.steps.isEmpty { hasSteps = true }
    if !rows.epochs.isEmpty { hasEpochs = true }
    if !rows.wallTimes.isEmpty { hasWallTimes = true }
    var start = 0
    while start < rows.count {
      let end = min(rows.count, start + PointChunk.size - tail.count)
      tail.append(
        values[values.startIndex + start..<values.startIndex + end], at: rows.part(start..<end))
      start = end
      seal(sharing: shared)
    }
  }

  private mutating func seal(sharing shared: SharedCoordinates) {
    guard tail.count == PointChunk.size else { return }
    chunks.append(PointChunk(tail, shared.coordinates(of: tail)))
    tail.removeAll()
  }

  /// Returns true when a point lies before the last one, by its step or else by its epoch.
  package func goesBack(_ point: LogPoint) -> Bool {
    guard count > 0 else { return false }
    if let step = point.step, let last = self.step(at: count - 1) { return step < last }
    if let epoch = point.epoch, let last = self.epoch(at: count - 1) { return epoch < last }
    return false
  }

  /// Summarizes the values of a range; indices count from the first point.
  ///
  /// - Complexity: O(`range` / 4096 + 1024).
  package func summary(of range: Range<Int>) -> PointSummary {
    var result = PointSummary()
    var start = range.lowerBound
    while start < range.upperBound {
      let chunk = start / PointChunk.size
      let base = chunk * PointChunk.size
      let end = min(base + PointChunk.size, range.upperBound)
      let part = start - base..<end - base
      result.add(
        chunk < chunks.count
          ? chunks[chunk].summary(of: part) : PointSummary(part) { tail.values[$0] }, offset: base)
      start = end
    }
    return result
  }

  /// The bytes of all points in memory; what series share counts for each.
  ///
  /// - Complexity: O(`count` / 4096).
  public var storage: Int {
    chunks.reduce(tail.count * 32) { $0 + $1.storage + $1.coordinates.storage }
  }

  /// Returns true when the full chunks of both series are the same objects in memory.
  package func sharesCoordinates(with other: LogPoints) -> Bool {
    chunks.count == other.chunks.count
      && zip(chunks, other.chunks).allSatisfy { $0.coordinates === $1.coordinates }
  }

  /// Returns true when all points have the coordinates of another series; may miss equal ones that
  /// do not share memory.
  ///
  /// - Complexity: O(`count` / 4096 + 4096).
  package func hasCoordinates(of other: LogPoints) -> Bool {
    sharesCoordinates(with: other) && tail.count == other.tail.count
      && tail.hasCoordinates(of: other.tail)
  }

  /// Returns true when the values are those of another series, whatever their coordinates; either may
  /// be a point ahead.
  ///
  /// - Complexity: O(`count`).
  package func hasValues(of other: LogPoints) -> Bool {
    guard abs(count - other.count) <= 1 else { return false }
    let full = min(chunks.count, other.chunks.count)
    return zip(chunks, other.chunks).allSatisfy { $0.hasValues(of: $1) }
      && (full * PointChunk.size..<min(count, other.count)).allSatisfy {
        value(at: $0).bitPattern == other.value(at: $0).bitPattern
      }
  }

  /// Compares every number by its bits, so that NaN equals NaN.
  ///
  /// - Complexity: O(`count`).
  public static func == (one: LogPoints, other: LogPoints) -> Bool {
    one.tail.isSame(as: other.tail) && one.chunks == other.chunks
  }
}
