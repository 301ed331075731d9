/// An iterator over the lines of a window that are not blank.
struct LogLines {
  /// A line without its end.
  struct Line {
    /// The number, from 1.
    var number: Int
    /// The offset in the log, in bytes.
    var start: Int
    /// The text.
    var bytes: ArraySlice<UInt8>
    /// True when a line end follows.
    var isTerminated: Bool
    /// True when it is complete: without an end more may follow, unless the log is no longer
    /// written.
    var isWhole: Bool
  }

  private let window: LogWindow
  private var index: Int
  /// The number of lines so far.
  private(set) var count: Int

  /// Starts at the beginning of a window.
  ///
  /// - Parameter count: The number of lines before it.
  init(_ window: LogWindow, count: Int) {
    self.window = window
    self.count = count
    index = window.start
  }

  /// The number of used bytes.
  var used: Int { index - window.start }

  /// The next line that is not blank.
  ///
  /// One without an end is returned only at the end of the log.
  mutating func next() -> Line? {
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
