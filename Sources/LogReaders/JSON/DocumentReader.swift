internal import CurveStore
internal import SystemFiles

/// Reads what only makes sense as a whole: packed files, UTF-16, and JSON of one value.
struct DocumentReader: LogStream {
  private var bytes: [UInt8] = []
  private var isQuiet = false

  mutating func take(_ window: LogWindow) -> Int {
    bytes.append(contentsOf: window.bytes[window.start...])
    isQuiet = window.isQuiet
    return window.bytes.count - window.start
  }

  /// - Complexity: O(bytes), unpacked.
  func contents(path: String) throws(FileError) -> LogContents {
    let isText = !LogText.isPacked(bytes) && !LogText.isWide(bytes)
    if isText, let contents = JSONReader.read(bytes) { return contents }
    let text = try LogText(path: path, packed: bytes)
    let head = LogIntake.ended(Array(text.bytes.prefix(LogIntake.headSize)), isQuiet)
    let kind = isText ? LogKind.plain(head, path, 0) : LogKind(head, path: path)
    guard var stream = kind.stream(path: path) else {
      throw FileError(
        path, "is empty: nothing was written yet, or the run never began")
    }
    if stream is DocumentReader {
      if let contents = JSONReader.read(text.bytes) { return contents.adding(text.notes) }
      // Text that begins with a bracket, as many consoles' lines do; not what is packed again.
      guard !LogText.isPacked(text.bytes),
        let plain = LogKind.plain(head, path, 0).stream(path: path)
      else {
        throw Self.nothing(path)
      }
      stream = plain
      _ = stream.take(
        LogWindow(text.bytes, start: 0, offset: 0, isEnd: true, isQuiet: isQuiet))
      return try stream.contents(path: path).adding(text.notes)
    }
    _ = stream.take(
      LogWindow(
        text.bytes, start: kind.skipped, offset: kind.skipped, isEnd: true, isQuiet: isQuiet))
    return try stream.contents(path: path).adding(text.notes)
  }

  static func nothing(_ path: String) -> FileError {
    FileError(
      path,
      "no metrics were found in it; plateau reads CSV, JSON, event files and console logs")
  }
}

extension LogContents {
  /// With notes before its own.
  func adding(_ notes: [LogNote]) -> LogContents {
    var contents = self
    contents.notes.insert(contentsOf: notes, at: 0)
    return contents
  }
}
