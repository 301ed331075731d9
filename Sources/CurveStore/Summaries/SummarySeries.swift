/// The histograms, texts or precision-recall curves of one name.
public struct SummarySeries: Equatable, Sendable {
  /// The kind of its values.
  public let kind: SummaryKind
  /// A point for each value, with its step and time; the number of each point is its index.
  public private(set) var points: LogSeries
  private var values = ThinnedValues<SummaryValue>()

  init(name: String, kind: SummaryKind) {
    self.kind = kind
    points = LogSeries(name: name, split: nil)
    // Its points say nothing about the quality or the attempts of the run.
    points.role = .other
  }

  /// The name in the file.
  public var name: String { points.name }
  /// The number of values that were logged.
  public var count: Int { values.count }
  /// The number of values that are kept; those between them are left out to save memory.
  public var keptCount: Int { values.keptCount }

  /// The value at an index, or where it is left out, the one before it, with its own index; nil
  /// beyond the series.
  ///
  /// - Complexity: O(1).
  public func value(at index: Int) -> (index: Int, value: SummaryValue)? {
    0..<count ~= index ? values.value(upTo: index) : nil
  }

  mutating func append(
    _ value: SummaryValue, _ point: LogPoint, limit: Int, sharing coordinates: SharedCoordinates
  ) {
    var point = point
    point.value = Double(values.count)
    points.append(point, sharing: coordinates)
    values.append(value, limit: limit)
  }

  mutating func thin(to limit: Int) { values.thin(to: limit) }
}
