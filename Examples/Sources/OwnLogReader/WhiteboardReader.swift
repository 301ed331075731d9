import CurveStore
import LogReaders

extension LogFormat {
  static let whiteboard = LogFormat("whiteboard", "whiteboard", epochBase: 1)
}

/// A reader of a log that no tool writes: `whiteboard` in the first line, then one line per epoch,
/// `3 | loss 0.41 | mAP 0.52`.
struct WhiteboardReader: RecordReader {
  private var builder = LogBuilder(.whiteboard)
  private var lines = 0

  init?(_ head: LogHead) {
    guard let word = head.firstWords.first, word.elementsEqual("whiteboard".utf8) else {
      return nil
    }
    _ = builder.run()
  }

  mutating func read(_ window: LogWindow) -> Int {
    var lines = LogLines(window, count: lines)
    while let line = lines.next() {
      // The rest of the last line is still to be written.
      guard line.isWhole else { break }
      if line.number > 1, !add(String(decoding: line.bytes, as: UTF8.self)) {
        builder.note(LogNote(.skipped, line: line.number, "without an epoch"))
      }
    }
    self.lines = lines.count
    return lines.used
  }

  /// Adds the numbers of an epoch; returns false when a line has none.
  private mutating func add(_ line: String) -> Bool {
    let cells = line.split(separator: "|").map { $0.split(separator: " ") }
    guard let epoch = cells.first?.first.flatMap({ Double($0) }) else { return false }
    for cell in cells.dropFirst() where cell.count == 2 {
      if let value = Double(cell[1]) { builder.add(String(cell[0]), epoch: epoch, value) }
    }
    return true
  }

  func contents(path: String) -> LogContents { builder.contents() }
}
