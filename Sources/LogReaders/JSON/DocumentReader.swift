internal import CurveStore
internal import SystemFiles

/// A reader of logs that can only be parsed as a whole: packed files, UTF-16 and JSON of one value.
struct DocumentReader: RecordReader {
  private var bytes: [UInt8] = []
  private var isQuiet = false

  mutating func read(_ window: LogWindow) -> Int {
    bytes.append(contentsOf: window.bytes[window.start...])
    isQuiet = window.isQuiet
    return window.bytes.count - window.start
  }

  /// The contents of the whole log.
  ///
  /// - Complexity: O(unpacked bytes).
  func contents(path: String) throws(FileError) -> LogContents {
    let isText = !LogText.isPacked(bytes) && !LogText.isWide(bytes)
    if isText, let contents = JSONReader.read(bytes) { return contents }
    let text = try LogText(path: path, packed: bytes)
    let head = LogIntake.terminated(Array(text.bytes.prefix(LogIntake.headSize)), isQuiet)
    let kind =
      isText ? LogKind(LogKind.form(ofPlainText: head, path)) : LogKind(head, path: path)
    guard var reader = kind.reader(path: path) else {
      throw FileError(
        path, "is empty: nothing has been written yet, or the run never began")
    }
    if reader is DocumentReader {
      if let contents = JSONReader.read(text.bytes) { return contents.adding(text.notes) }
      // Text that starts with a bracket, as many console lines do, unless it is packed twice.
      guard !LogText.isPacked(text.bytes),
        let plain = LogKind(LogKind.form(ofPlainText: head, path)).reader(path: path)
      else {
        throw Self.noMetrics(path)
      }
      reader = plain
      _ = reader.read(
        LogWindow(text.bytes, start: 0, offset: 0, isEnd: true, isQuiet: isQuiet))
      return try reader.contents(path: path).adding(text.notes)
    }
    _ = reader.read(
      LogWindow(
        text.bytes, start: kind.skipped, offset: kind.skipped, isEnd: true, isQuiet: isQuiet))
    return try reader.contents(path: path).adding(text.notes)
  }

  /// The error that a log holds no metrics.
  static func noMetrics(_ path: String) -> FileError {
    FileError(
      path,
      "no metrics were found in it; plateau reads CSV, JSON, event files and console logs")
  }
}

extension LogContents {
  /// Adds notes before the others.
  func adding(_ notes: [LogNote]) -> LogContents {
    var contents = self
    contents.notes.insert(contentsOf: notes, at: 0)
    return contents
  }
}
