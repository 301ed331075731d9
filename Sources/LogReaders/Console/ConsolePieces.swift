/// An iterator over the output of a program, divided where a terminal starts a line anew: at LF, CR
/// and backspaces.
///
/// Colours and cursor movements are removed. A progress bar gives one piece each time it is drawn.
struct ConsolePieces {
  /// The text between two such characters.
  struct Piece {
    /// The line number in the file, from 1.
    var line: Int
    /// The text.
    var bytes: [UInt8]
    /// True when it is complete: without an end more of it may follow, unless the log is no longer
    /// written.
    var isTerminated: Bool
  }

  private let window: LogWindow
  private let bytes: [UInt8]
  private var index: Int
  /// The number of lines so far.
  private(set) var lines: Int

  /// The length at which pieces are cut, longer than any line of metrics.
  private static let longest = 1 << 14

  /// Starts at the beginning of a window.
  ///
  /// - Parameter lines: The number of lines before it.
  init(_ window: LogWindow, lines: Int) {
    self.window = window
    bytes = window.bytes
    index = window.start
    self.lines = lines
  }

  /// The number of used bytes.
  var used: Int { index - window.start }

  /// The next piece that is not blank.
  ///
  /// One without an end is returned only at the end of the log.
  mutating func next() -> Piece? {
    while index < bytes.count {
      let (start, line) = (index, lines + 1)
      var piece: [UInt8] = []
      var isTerminated = false
      loop: while index < bytes.count {
        let byte = bytes[index]
        switch byte {
        case 0x0A, 0x0D, 0x08:
          isTerminated = true
          index += 1
          if byte == 0x0A { lines += 1 }
          break loop
        case 0x1B: skipEscape()
        case 0..<0x20 where byte != 0x09: index += 1
        default:
          if piece.count < Self.longest { piece.append(byte) }
          index += 1
        }
      }
      if !isTerminated, !window.isEnd {
        index = start
        return nil
      }
      while let last = piece.last, last == 0x20 || last == 0x09 { piece.removeLast() }
      if !piece.isEmpty {
        return Piece(line: line, bytes: piece, isTerminated: isTerminated || window.isQuiet)
      }
    }
    return nil
  }

  /// Skips ESC [ … letter, ESC ] … BEL, or ESC and one character.
  private mutating func skipEscape() {
    index += 1
    guard index < bytes.count else { return }
    let kind = bytes[index]
    let end = min(bytes.count, index + 256)
    if kind == UInt8(ascii: "[") {
      index += 1
      while index < end, bytes[index] >= 0x20, !(0x40...0x7E).contains(bytes[index]) { index += 1 }
      if index < end, bytes[index] >= 0x20 { index += 1 }
    } else if kind == UInt8(ascii: "]") {
      while index < end, bytes[index] != 7, bytes[index] != 0x0A { index += 1 }
    } else if kind >= 0x20 {
      index += 1
    }
  }
}
