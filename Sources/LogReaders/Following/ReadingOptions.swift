internal import CurveStore

/// The choices of whoever opens a log.
struct ReadingOptions: Sendable {
  /// The readers that are asked; the first that recognizes the log reads it.
  var readers: [any RecordReader.Type]
  /// The patterns that a person gave for console text.
  var forms: [GivenForm] = []

  /// True without readers of the program's own.
  var isStandard: Bool { readers.count == RecordReaders.all.count }
}
