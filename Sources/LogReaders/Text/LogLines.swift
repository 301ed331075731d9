/// An iterator over the lines of a window that are not blank.
///
///     mutating func read(_ window: LogWindow) -> Int {
///       var lines = LogLines(window, count: count)
///       while let line = lines.next() { … }
///       count = lines.count
///       return lines.used
///     }
public struct LogLines: Sendable {
  /// A line without its end.
  public struct Line: Sendable {
    /// The number, from 1.
    public var number: Int
    /// The offset in the log, in bytes.
    public var start: Int
    /// The text.
    public var bytes: ArraySlice<UInt8>
    /// True when a line end follows.
    public var isTerminated: Bool
    /// True when it is complete: without an end more may follow, unless the log is no longer
    /// written.
    public var isWhole: Bool

    /// The parts between blanks.
    public var words: [ArraySlice<UInt8>] {
      bytes.split { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
    }
  }

  private let window: LogWindow
  private var index: Int
  /// The number of lines so far.
  public private(set) var count: Int

  /// Starts at the beginning of a window.
  ///
  /// - Parameter count: The number of lines before it.
  public init(_ window: LogWindow, count: Int) {
    self.window = window
    self.count = count
    index = window.start
  }

  /// The number of used bytes.
  public var used: Int { index - window.start }

  /// The next line that is not blank.
  ///
  /// One without an end is returned only at the end of the log.
  public mutating func next() -> Line? {
    let bytes = window.bytes
    while index < bytes.count {
      let start = index
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      if end == bytes.count, !window.isEnd { return nil }
      index = min(end + 1, bytes.count)
      count += 1
      let line = bytes[start..<end]
      if line.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D && $0 != 0 }) {
        return Line(
          number: count, start: window.offset(of: start), bytes: line,
          isTerminated: end < bytes.count, isWhole: end < bytes.count || window.isQuiet)
      }
    }
    return nil
  }
}
