/// A part of a log in memory, from the first unused byte on.
public struct LogWindow: Sendable {
  /// The storage of the part.
  public let bytes: [UInt8]
  /// The index of the first unused byte.
  public let start: Int
  /// The offset of that byte in the log.
  public let offset: Int
  /// True when nothing follows, so that the last record is read as it is.
  public let isEnd: Bool
  /// True when the log is no longer written, so that a last line without an end is complete.
  public let isQuiet: Bool

  /// Creates the window of a whole log.
  init(_ bytes: [UInt8]) { self.init(bytes, start: 0, offset: 0, isEnd: true) }

  /// Creates a window.
  init(_ bytes: [UInt8], start: Int, offset: Int, isEnd: Bool, isQuiet: Bool = false) {
    self.bytes = bytes
    self.start = start
    self.offset = offset
    self.isEnd = isEnd
    self.isQuiet = isQuiet
  }

  /// The offset in the log of an index in `bytes`.
  public func offset(of index: Int) -> Int { offset + index - start }
}
