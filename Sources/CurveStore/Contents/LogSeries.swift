public import RunModel

/// A series of a log: the points of one name.
public struct LogSeries: Equatable, Sendable {
  /// The data that a metric was measured on.
  public enum Split: String, Equatable, Hashable, Sendable {
    /// The training data.
    case train
    /// Data held back during training.
    case validation
    /// Data used after training.
    case test

    /// True for data that the model is not trained on.
    package var isHeldBack: Bool { self != .train }
  }

  /// The kind of quantity.
  public enum Role: String, Equatable, Sendable {
    /// A quantity that training minimizes.
    case loss
    /// A measure of quality.
    case metric
    /// The learning rate.
    case learningRate = "learning_rate"
    /// Times, rates, memory, and everything that no rule recognizes.
    case other

    /// True for losses and metrics, which say how good a model is.
    package var isQuality: Bool { self == .loss || self == .metric }
  }

  /// The name in the file.
  public var name: String
  /// The data it was measured on; nil when the log does not say.
  public var split: Split?
  /// The kind of quantity.
  public var role: Role
  /// The direction of improvement; nil when it is unknown.
  public var direction: Direction?
  /// The points in file order.
  public private(set) var points = LogPoints()
  /// The indices in `points` at which attempts begin; the first is 0.
  ///
  /// A resume that repeats some steps starts a new segment, so that the curve does not zigzag.
  public private(set) var segments: [Int] = []
  private var startsSegment = true
  /// The epoch at which each segment starts, where the log says so; as many as `segments`.
  private var starts: [Double?] = []
  /// The start of a segment that has no point yet.
  private var pendingStart: Double?

  /// Creates an empty series, whose kind and direction follow from its name.
  package init(name: String, split: Split?) {
    let words = MetricKind(name)
    self.name = name
    self.split = split ?? words.split
    role = words.role
    direction = words.direction
  }

  /// Adds a point.
  ///
  /// One whose step (without steps, whose epoch) is less than the last starts a segment.
  package mutating func append(_ point: LogPoint, sharing coordinates: SharedCoordinates) {
    if startsSegment || points.goesBack(point) {
      startSegment()
    }
    points.append(point, sharing: coordinates)
  }

  /// Replaces the points with those of another series.
  package mutating func adopt(_ other: LogSeries) {
    points = other.points
    (segments, starts) = (other.segments, other.starts)
    startsSegment = segments.isEmpty
  }

  /// Adds many points.
  ///
  /// Values with the bits of `missing` are left out.
  ///
  /// - Complexity: O(values).
  package mutating func append(
    _ values: ArraySlice<Double>, at rows: PointRows, missing: Double?,
    sharing coordinates: SharedCoordinates
  ) {
    if missing == nil, rows.isRising, rows.first.map({ !points.goesBack($0) }) ?? true {
      if startsSegment, !values.isEmpty { startSegment() }
      points.append(values, at: rows, sharing: coordinates)
      return
    }
    for (index, value) in values.enumerated() where value.bitPattern != missing?.bitPattern {
      append(rows[index, value], sharing: coordinates)
    }
  }

  /// Starts a new segment with the next point.
  ///
  /// - Parameter epoch: The epoch at which the attempt starts, where the log says so.
  package mutating func beginSegment(atEpoch epoch: Double? = nil) {
    startsSegment = true
    if let epoch { pendingStart = min(epoch, pendingStart ?? epoch) }
  }

  private mutating func startSegment() {
    segments.append(points.count)
    starts.append(pendingStart)
    (startsSegment, pendingStart) = (false, nil)
  }
}

// MARK: Points that count

extension LogSeries {
  /// The points that count: those of the last attempt wherever several trained the same epochs.
  ///
  /// - Complexity: O(attempts · log points).
  package var countingRanges: [Range<Int>] { countingParts.filter { !$0.isEmpty } }

  /// The points that a later attempt replaced, with the index of their attempt.
  ///
  /// - Complexity: O(attempts · log points).
  package var earlierRanges: [(attempt: Int, range: Range<Int>)] {
    zip(segments.indices, countingParts).compactMap { number, counting in
      let rest = counting.upperBound..<end(of: number)
      return rest.isEmpty ? nil : (number, rest)
    }
  }

  /// The part of each segment that counts.
  private var countingParts: [Range<Int>] {
    // Epochs decide where there are any, since steps may start anew in each epoch.
    let hasEpochs = points.hasEpochs
    func x(at index: Int) -> Double? {
      hasEpochs ? points.epoch(at: index) : points.step(at: index).map(Double.init)
    }
    var low = hasEpochs ? pendingStart : nil
    var parts: [Range<Int>] = []
    for number in segments.indices.reversed() {
      let range = segments[number]..<end(of: number)
      let end = low.map { low in range.firstBeyond { x(at: $0).map { $0 >= low } ?? false } }
      parts.append(range.lowerBound..<(end ?? range.upperBound))
      let first = range.isEmpty ? nil : x(at: range.lowerBound)
      low = [low, first, hasEpochs ? starts[number] : nil].compactMap(\.self).min()
    }
    return parts.reversed()
  }

  private func end(of segment: Int) -> Int {
    segment + 1 < segments.count ? segments[segment + 1] : points.count
  }

  /// The index of the best finite value that counts, the first of equals; nil when the direction is
  /// unknown.
  ///
  /// - Complexity: O(points / 4096 + 4096 · attempts).
  public var bestIndex: Int? { best(of: countingRanges) }

  /// The index of a replaced value that is better than the best that counts; nil when there is
  /// none.
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

  /// The index of the best finite value that counts before an index; nil when there is none.
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
