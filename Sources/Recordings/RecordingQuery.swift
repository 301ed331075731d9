public import RunModel

/// What part of a run is wanted, and how fine.
public struct RecordingQuery: Equatable, Sendable {
  /// What is counted across.
  public var axis: RunAxis
  /// The part that is shown; nil for all.
  public var window: ClosedRange<Double>?
  /// Columns of dots there are for it: a long curve comes as the least and the greatest value of each.
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
