internal import CurveStore
internal import SystemFiles

/// A reader of a kind of log, part by part and in complete records.
///
/// A reader is a value: while the last record is still being written, the present contents are
/// those of a copy that reads the rest as the end. So a followed log and one that is read whole
/// give the same contents.
protocol RecordReader: Sendable {
  /// Reads the complete records of a window.
  ///
  /// - Returns: The number of used bytes; those of an incomplete record come again, with more after
  ///   them.
  /// - Complexity: O(bytes).
  mutating func read(_ window: LogWindow) -> Int

  /// Prepares for bytes from a later part of the log: every series gets a gap.
  ///
  /// - Returns: False when the reader needs all earlier records.
  mutating func skipAhead() -> Bool

  /// The contents so far.
  ///
  /// - Throws: `FileError` when there are none.
  func contents(path: String) throws(FileError) -> LogContents
}

extension RecordReader {
  mutating func skipAhead() -> Bool { false }
}
