/// The lines of a window that are not blank, with their places.
struct TextLines {
  /// A line without its end.
  struct Line {
    /// Its number, from 1.
    var number: Int
    /// Where it begins in the log, in bytes.
    var start: Int
    var bytes: ArraySlice<UInt8>
    /// Whether a line end follows it.
    var isTerminated: Bool
    /// Whether all of it is there: without an end more may follow, unless nobody writes any more.
    var isWhole: Bool
  }

  private let window: LogWindow
  private var index: Int
  /// Lines that were passed.
  private(set) var count: Int

  /// Goes through a window.
  ///
  /// - Parameter count: the lines before it.
  init(_ window: LogWindow, count: Int) {
    self.window = window
    self.count = count
    index = window.start
  }

  /// Bytes of the window that were passed.
  var used: Int { index - window.start }

  /// The next line that is not blank; one without an end only where the log ends.
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
          number: count, start: window.position(of: start), bytes: line,
          isTerminated: end < bytes.count, isWhole: end < bytes.count || window.isQuiet)
      }
    }
    return nil
  }
}
