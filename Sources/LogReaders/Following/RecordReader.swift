public import CurveStore
public import SystemFiles

/// A reader of logs of one form, part by part and in complete records.
///
/// A reader is a value: while the last record is still being written, the present contents are
/// those of a copy that reads the rest as the end. So a followed log and one that is read whole
/// give the same contents.
///
/// Programs add readers of their own before those of ``RecordReaders/all``.
public protocol RecordReader: Sendable {
  /// Creates a reader of a log from its beginning; nil when the log is not of this form.
  ///
  /// - Complexity: O(bytes); called again with every part while the log is shorter than 256 KiB
  ///   and no reader is certain.
  init?(_ head: LogHead)

  /// The traits of the form that the beginning determined, such as the names of columns; by
  /// default there are none.
  ///
  /// A log whose longer beginning gives a new reader other traits is read again.
  var traits: AnyHashable { get }

  /// True when a longer beginning cannot lead to another of the standard readers; by default false.
  var isCertain: Bool { get }

  /// Reads the complete records of a window.
  ///
  /// - Returns: The number of used bytes; those of an incomplete record come again, with more after
  ///   them.
  /// - Complexity: O(bytes).
  mutating func read(_ window: LogWindow) -> Int

  /// Prepares for bytes from a later part of the log: every series gets a gap.
  ///
  /// - Returns: False when the reader needs all earlier records, as by default.
  mutating func skipAhead() -> Bool

  /// The contents so far.
  ///
  /// - Parameter path: The path for error messages.
  /// - Throws: `FileError` when there are none.
  func contents(path: String) throws(FileError) -> LogContents
}

extension RecordReader {
  public var traits: AnyHashable { 0 }

  public var isCertain: Bool { false }

  public mutating func skipAhead() -> Bool { false }

  /// Returns true when another reader reads the same form with the same traits.
  func isLike(_ other: (any RecordReader)?) -> Bool {
    other is Self && other?.traits == traits
  }
}
