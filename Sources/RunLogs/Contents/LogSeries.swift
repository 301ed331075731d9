public import RunModel

/// A curve of a log.
public struct LogSeries: Equatable, Sendable {
  /// Which data a metric was measured on.
  public enum Split: String, Equatable, Hashable, Sendable {
    /// What the network is trained on.
    case train
    /// What is held back while it is trained.
    case validation
    /// What is measured at the end.
    case test
  }

  /// What kind of number it is.
  public enum Role: String, Equatable, Sendable {
    /// What training makes small.
    case loss
    /// A measure of quality.
    case metric
    /// The size of the steps.
    case learningRate = "learning_rate"
    /// Times, rates, memory, and everything that no rule knows.
    case other
  }

  /// The name as in the file.
  public var name: String
  /// The data it was measured on; nil when the log does not say.
  public var split: Split?
  /// What kind of number it is.
  public var role: Role
  /// Whether less or more is better; nil when it is not known.
  public var direction: Direction?
  /// The points in file order.
  public private(set) var points = LogPoints()
  /// Where attempts begin: places in `points`; the first is 0.
  ///
  /// A resume that trains some steps again begins a new one, so that its curve is no zigzag.
  public private(set) var segments: [Int] = []
  private var opensSegment = true

  init(name: String, split: Split?) {
    let words = MetricKind(name)
    self.name = name
    self.split = split ?? words.split
    role = words.role
    direction = words.direction
  }

  /// Adds a point; one whose step (or, without steps, epoch) lies before the last begins a segment.
  mutating func append(_ point: LogPoint, sharing places: SharedPlaces) {
    if opensSegment || points.goesBack(point) {
      segments.append(points.count)
      opensSegment = false
    }
    points.append(point, sharing: places)
  }

  /// Takes the points of another curve.
  mutating func adopt(_ other: LogSeries) {
    points = other.points
    segments = other.segments
    opensSegment = segments.isEmpty
  }

  /// Adds many points; values of the bits of `missing` are none.
  ///
  /// - Complexity: O(values).
  mutating func append(
    _ values: ArraySlice<Double>, at rows: PointRows, missing: Double?,
    sharing places: SharedPlaces
  ) {
    if missing == nil, rows.isRising, rows.first.map({ !points.goesBack($0) }) ?? true {
      if opensSegment, !values.isEmpty {
        segments.append(points.count)
        opensSegment = false
      }
      points.append(values, at: rows, sharing: places)
      return
    }
    for (index, value) in values.enumerated() where value.bitPattern != missing?.bitPattern {
      append(rows[index, value], sharing: places)
    }
  }

  /// Lets the next point begin a segment.
  mutating func beginSegment() { opensSegment = true }

  /// The place of the best finite value, the first of equals; nil when no direction is known.
  ///
  /// - Complexity: O(points / 4096 + 4096).
  public var bestIndex: Int? {
    guard let direction else { return nil }
    let whole = points.whole
    return direction == .min ? whole.least?.place : whole.greatest?.place
  }
}
