public import RunModel

/// The requested part of a recording and its resolution.
public struct RecordingQuery: Equatable, Sendable {
  /// The unit of the axis.
  public var axis: RunAxis
  /// The part of the axis that is shown; nil for all of it.
  public var window: ClosedRange<Double>?
  /// The number of dot columns for that part.
  ///
  /// A long curve is reduced to the smallest and the largest value of each column.
  public var columns: Int
  /// The names of the series that are shown; nil for all.
  public var names: Set<String>?
  /// True for a logarithmic axis, which needs a `window` above 0.
  public var isLogarithmic: Bool
  /// The number of points before `window` that a moving average needs.
  public var lead: Int

  /// The title of the curve whose best values are marked in a log; nil for that by which the run is
  /// judged.
  public var judged: String?

  /// Creates a query.
  public init(
    axis: RunAxis = .epoch, window: ClosedRange<Double>? = nil, columns: Int = 400,
    names: Set<String>? = nil, isLogarithmic: Bool = false, lead: Int = 0,
    judged: String? = nil
  ) {
    self.axis = axis
    self.window = window
    self.columns = columns
    self.names = names
    self.isLogarithmic = isLogarithmic
    self.lead = lead
    self.judged = judged
  }

  /// The columns of a logarithmic axis; nil for a linear one, whose columns are equal parts.
  public var axisColumns: AxisColumns? {
    guard isLogarithmic, let window else { return nil }
    return AxisColumns(logarithmic: window, count: columns)
  }
}
