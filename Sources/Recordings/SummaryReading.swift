public import CurveStore

/// The name and kind of a series of values beyond numbers.
public struct SummaryName: Hashable, Sendable {
  /// The name; series of two kinds may share it.
  public var name: String
  /// The kind of its values.
  public var kind: SummaryKind

  /// Creates a name.
  public init(_ name: String, _ kind: SummaryKind) { (self.name, self.kind) = (name, kind) }
}

/// A series of values beyond numbers as of a moment.
public struct SummaryReading: Equatable, Sendable {
  /// The percentiles of a histogram.
  public struct Band: Equatable, Sendable {
    /// The coordinate on the axis.
    public var x: Double
    /// The values at `Histogram.basisPoints`, ascending.
    public var percentiles: [Float]

    /// Creates a band.
    public init(x: Double, percentiles: [Float]) { (self.x, self.percentiles) = (x, percentiles) }
  }

  /// The series.
  public var name: SummaryName
  /// The newest value.
  public var value: SummaryValue
  /// The coordinate of the newest value; nil where the log does not determine it.
  public var x: Double?
  /// The step of the newest value, in the writer's unit.
  public var step: Int64?
  /// The percentiles of the histograms in the shown part, in order; empty for other kinds.
  public var bands: [Band]

  /// Creates a reading.
  public init(
    name: SummaryName, value: SummaryValue, x: Double?, step: Int64? = nil, bands: [Band] = []
  ) {
    (self.name, self.value, self.x, self.step, self.bands) = (name, value, x, step, bands)
  }
}
