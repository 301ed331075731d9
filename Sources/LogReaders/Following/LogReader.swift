internal import CurveStore
internal import SystemFiles

/// A part of a log in memory, from the first byte that was not used yet.
struct LogWindow {
  /// Holds the part.
  let bytes: [UInt8]
  /// The first unused byte.
  let start: Int
  /// Where that byte stands in the log.
  let offset: Int
  /// Whether nothing follows: then the last record is taken as it stands.
  let isEnd: Bool
  /// Whether nobody writes to it any more: then a last line without an end is a whole one.
  let isQuiet: Bool

  /// A whole log.
  init(_ bytes: [UInt8]) { self.init(bytes, start: 0, offset: 0, isEnd: true) }

  init(_ bytes: [UInt8], start: Int, offset: Int, isEnd: Bool, isQuiet: Bool = false) {
    self.bytes = bytes
    self.start = start
    self.offset = offset
    self.isEnd = isEnd
    self.isQuiet = isQuiet
  }

  /// The position in the log of a place in `bytes`.
  func position(of index: Int) -> Int { offset + index - start }
}

/// Reads a log of some kind part by part, whole records only.
///
/// A reader is a value: what a log holds while its last record is still being written is told by a copy
/// that takes the rest as the end. So a log that is followed and one that is read whole give the same.
protocol LogStream: Sendable {
  /// Uses the whole records of a window.
  ///
  /// - Returns: how many bytes were used; those of a half record come again, with more behind them.
  /// - Complexity: O(bytes).
  mutating func take(_ window: LogWindow) -> Int

  /// Takes it that what follows lies later in the log: every curve has a gap there.
  ///
  /// - Returns: whether the reader makes sense of records without those before.
  mutating func skip() -> Bool

  /// What was read.
  ///
  /// - Throws: `FileError` when that is nothing.
  func contents(path: String) throws(FileError) -> LogContents
}

extension LogStream {
  mutating func skip() -> Bool { false }
}
