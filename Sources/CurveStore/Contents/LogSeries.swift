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
  /// Where attempts begin: indices in `points`; the first is 0.
  ///
  /// A resume that trains some steps again begins a new one, so that its curve is no zigzag.
  public private(set) var segments: [Int] = []
  private var opensSegment = true
  /// The epoch that each attempt was told to begin with, where one was; as many as `segments`.
  private var starts: [Double?] = []
  /// That of an attempt that has no point yet.
  private var openStart: Double?

  package init(name: String, split: Split?) {
    let words = MetricKind(name)
    self.name = name
    self.split = split ?? words.split
    role = words.role
    direction = words.direction
  }

  /// Adds a point; one whose step (or, without steps, epoch) lies before the last begins a segment.
  package mutating func append(_ point: LogPoint, sharing coordinates: SharedCoordinates) {
    if opensSegment || points.goesBack(point) {
      open()
    }
    points.append(point, sharing: coordinates)
  }

  /// Takes the points of another curve.
  package mutating func adopt(_ other: LogSeries) {
    points = other.points
    (segments, starts) = (other.segments, other.starts)
    opensSegment = segments.isEmpty
  }

  /// Adds many points; values of the bits of `missing` are none.
  ///
  /// - Complexity: O(values).
  package mutating func append(
    _ values: ArraySlice<Double>, at rows: PointRows, missing: Double?,
    sharing coordinates: SharedCoordinates
  ) {
    if missing == nil, rows.isRising, rows.first.map({ !points.goesBack($0) }) ?? true {
      if opensSegment, !values.isEmpty { open() }
      points.append(values, at: rows, sharing: coordinates)
      return
    }
    for (index, value) in values.enumerated() where value.bitPattern != missing?.bitPattern {
      append(rows[index, value], sharing: coordinates)
    }
  }

  /// Lets the next point begin a segment.
  ///
  /// - Parameter epoch: the epoch that the attempt begins with, where the log tells it.
  package mutating func beginSegment(atEpoch epoch: Double? = nil) {
    opensSegment = true
    if let epoch { openStart = min(epoch, openStart ?? epoch) }
  }

  private mutating func open() {
    segments.append(points.count)
    starts.append(openStart)
    (opensSegment, openStart) = (false, nil)
  }
}

// MARK: What counts

extension LogSeries {
  /// The points that count: of what several attempts trained, the last one's.
  ///
  /// - Complexity: O(attempts · log points).
  package var countingRanges: [Range<Int>] { kept.filter { !$0.isEmpty } }

  /// The points that a later attempt trained again, with the number of their attempt.
  ///
  /// - Complexity: O(attempts · log points).
  package var earlierRanges: [(attempt: Int, range: Range<Int>)] {
    zip(segments.indices, kept).compactMap { number, kept in
      let rest = kept.upperBound..<end(of: number)
      return rest.isEmpty ? nil : (number, rest)
    }
  }

  /// The part of each attempt that counts.
  private var kept: [Range<Int>] {
    // A log that tells epochs is gone back in by them; its steps may count anew in each.
    let hasEpochs = points.hasEpochs
    func x(at index: Int) -> Double? {
      hasEpochs ? points.epoch(at: index) : points.step(at: index).map(Double.init)
    }
    var low = hasEpochs ? openStart : nil
    var kept: [Range<Int>] = []
    for number in segments.indices.reversed() {
      let range = segments[number]..<end(of: number)
      let end = low.map { low in range.firstBeyond { x(at: $0).map { $0 >= low } ?? false } }
      kept.append(range.lowerBound..<(end ?? range.upperBound))
      let first = range.isEmpty ? nil : x(at: range.lowerBound)
      low = [low, first, hasEpochs ? starts[number] : nil].compactMap(\.self).min()
    }
    return kept.reversed()
  }

  private func end(of segment: Int) -> Int {
    segment + 1 < segments.count ? segments[segment + 1] : points.count
  }

  /// The index of the best finite value that counts, the first of equals; nil when no direction is known.
  ///
  /// - Complexity: O(points / 4096 + 4096 · attempts).
  public var bestIndex: Int? { best(of: countingRanges) }

  /// The index of a value of an earlier attempt that is better than the best that counts; nil when there is none.
  ///
  /// - Complexity: O(points / 4096 + 4096 · attempts).
  public var betterEarlierIndex: Int? {
    guard segments.count > 1, let direction, let index = best(of: earlierRanges.map(\.range)) else {
      return nil
    }
    guard let counting = bestIndex else { return index }
    return direction.isBetter(points.value(at: index), than: points.value(at: counting))
      ? index : nil
  }

  /// The index of the best finite value that counts and lies before an index.
  package func bestCounting(before index: Int) -> Int? {
    best(of: countingRanges.filter { $0.upperBound <= index })
  }

  private func best(of ranges: [Range<Int>]) -> Int? {
    guard let direction else { return nil }
    var best: LogEnvelope.Extreme?
    for range in ranges {
      let part = LogEnvelope(range, points.summary(of: range))
      guard let found = direction == .min ? part.least : part.greatest else { continue }
      if let known = best, !direction.isBetter(found.value, than: known.value) { continue }
      best = found
    }
    return best?.index
  }
}
