public import Recordings

/// The part of the recordings that the screen needs; whenever it changes, it must be looked up.
public struct PlaybackQuery: Equatable, Sendable {
  /// The index of the run that is shown.
  public var chosen: Int
  /// The moment, in seconds.
  public var position: Double
  /// True when the other runs are needed, too.
  public var includesOthers: Bool
  /// The axis, the part of it and the columns.
  public var part: RecordingQuery
  /// The x at which values are read; nil for none.
  public var hairline: Double?
  /// The series of values beyond numbers that is shown; nil for none.
  public var summary: SummaryName?

  /// Creates a query.
  public init(
    chosen: Int, position: Double, includesOthers: Bool, part: RecordingQuery,
    hairline: Double? = nil, summary: SummaryName? = nil
  ) {
    self.chosen = chosen
    self.position = position
    self.includesOthers = includesOthers
    self.part = part
    self.hairline = hairline
    self.summary = summary
  }
}
