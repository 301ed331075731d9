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

  /// Creates a query.
  public init(
    axis: RunAxis = .epoch, window: ClosedRange<Double>? = nil, columns: Int = 400,
    names: Set<String>? = nil
  ) {
    self.axis = axis
    self.window = window
    self.columns = columns
    self.names = names
  }
}
