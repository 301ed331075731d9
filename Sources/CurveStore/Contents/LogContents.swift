/// What a training log of any tool holds: its runs with their curves, and what could not be used.
///
/// Nothing in it is invented: a step, epoch or time that the file does not give is absent.
public struct LogContents: Equatable, Sendable {
  /// What wrote the log, as far as its content tells.
  public var format: LogFormat
  /// The runs, in the order of the file or of the folders' names.
  public var runs: [LogRun]
  /// What was skipped or damaged, in file order.
  public var notes: [LogNote]
  /// Further notes that are not listed.
  public var unlistedNotes: Int

  /// Makes contents.
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
