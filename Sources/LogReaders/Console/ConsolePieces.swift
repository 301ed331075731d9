/// What a program printed, cut where a terminal would begin a line anew: at LF, CR and backspaces.
///
/// Colours and cursor movements are taken out. Progress bars so give a piece for each time they were drawn.
struct ConsolePieces {
  /// Text between two such places.
  struct Piece {
    /// Its line in the file, from 1.
    var line: Int
    var bytes: [UInt8]
    /// Whether it is whole: without an end more of it may be missing, unless nobody writes any more.
    var isTerminated: Bool
  }

  private let window: LogWindow
  private let bytes: [UInt8]
  private var index: Int
  /// Lines that were passed.
  private(set) var lines: Int

  /// Longer pieces are cut: no line of metrics is so long.
  private static let longest = 1 << 14

  /// Goes through a window.
  ///
  /// - Parameter lines: the lines before it.
  init(_ window: LogWindow, lines: Int) {
    self.window = window
    bytes = window.bytes
    index = window.start
    self.lines = lines
  }

  /// Bytes of the window that were passed.
  var used: Int { index - window.start }

  /// The next piece that is not blank; one without an end only where the log ends.
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

  /// ESC [ … letter, ESC ] … BEL, or ESC and one character.
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
