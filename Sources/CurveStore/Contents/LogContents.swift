/// The contents of a training log of any tool: its runs with their series, and what could not be
/// used.
///
/// Nothing is invented: a step, epoch or time that the file does not give is nil.
public struct LogContents: Equatable, Sendable {
  /// The format, as detected from the content.
  public var format: LogFormat
  /// The runs, in file order or sorted by folder name.
  public var runs: [LogRun]
  /// Notes about skipped and damaged parts, in file order.
  public var notes: [LogNote]
  /// The number of further notes that were not kept.
  public var unlistedNotes: Int
  /// The forms of the lines of console text, in order of their first line; empty for other formats.
  public var forms: [LogForm] = []

  /// Creates contents.
  public init(
    format: LogFormat, runs: [LogRun], notes: [LogNote] = [], unlistedNotes: Int = 0
  ) {
    self.format = format
    self.runs = runs
    self.notes = notes
    self.unlistedNotes = unlistedNotes
  }

  /// The number of points of all series.
  ///
  /// - Complexity: O(series).
  public var pointCount: Int {
    runs.reduce(0) { $0 + $1.series.reduce(0) { $0 + $1.points.count } }
  }
}
