internal import CurveStore
internal import JSONShapes
internal import JSONText
internal import SystemFiles

/// A reader of logs that can only be parsed as a whole: packed files, UTF-16 and JSON of one value.
struct DocumentReader: RecordReader {
  private var bytes: [UInt8] = []
  private var isQuiet = false
  private let options: ReadingOptions

  init?(_ head: LogHead) {
    guard LogText.isPacked(head.bytes) || LogText.isWide(head.bytes) || head.json == .document
    else { return nil }
    options = head.options
  }

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
    if isText, let contents = notebook ?? JSONReader.read(bytes) { return contents }
    let text = try LogText(path: path, packed: bytes)
    let bytes = LogIntake.terminated(Array(text.bytes.prefix(LogHead.size)), isQuiet)
    let head = LogHead(bytes, path: path, options: options, isPlain: isText)
    guard var reader = head.reader else {
      throw FileError(
        path, "is empty: nothing has been written yet, or the run never began")
    }
    if reader is DocumentReader {
      if let contents = JSONReader.read(text.bytes) { return contents.adding(text.notes) }
      // Text that starts with a bracket, as many console lines do, unless it is packed twice.
      guard !LogText.isPacked(text.bytes),
        let plain = LogHead(bytes, path: path, options: options, isPlain: true).reader
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
        text.bytes, start: head.skipped, offset: head.skipped, isEnd: true, isQuiet: isQuiet))
    return try reader.contents(path: path).adding(text.notes)
  }

  /// The contents of a notebook: the outputs of each cell are read as a log of their own.
  ///
  /// Each cell with curves is a run of its own.
  private var notebook: LogContents? {
    guard Notebook.mayBegin(bytes),
      let value = JSONParser.parseSoundPart(bytes[...]).value, let notebook = Notebook(value)
    else { return nil }
    var result = LogContents(format: .notebook, runs: [])
    for (cell, text) in notebook.outputs {
      let head = LogHead(Array(text.prefix(LogHead.size)), path: "", options: options)
      guard var reader = head.reader else { continue }
      _ = reader.read(LogWindow(text, start: 0, offset: 0, isEnd: true, isQuiet: true))
      guard let contents = try? reader.contents(path: "") else { continue }
      for var run in contents.runs where run.series.contains(where: { $0.points.count > 1 }) {
        run.name = run.name.isEmpty ? "cell \(cell)" : "cell \(cell)/\(run.name)"
        result.runs.append(run)
      }
      result.forms += contents.forms
    }
    if result.runs.count == 1 { result.runs[0].name = "" }
    return result.runs.isEmpty ? nil : result
  }

  /// The error that a log holds no metrics.
  static func noMetrics(_ path: String) -> FileError {
    FileError(
      path,
      "no metrics were found in it; plateau reads CSV, JSON, event files and console logs")
  }
}

extension LogFormat {
  static let notebook = LogFormat("notebook", "Jupyter notebook")
}

extension LogContents {
  /// Adds notes before the others.
  func adding(_ notes: [LogNote]) -> LogContents {
    var contents = self
    contents.notes.insert(contentsOf: notes, at: 0)
    return contents
  }
}
