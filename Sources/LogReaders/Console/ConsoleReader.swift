internal import CurveStore
internal import SystemFiles

/// A reader of the output of a training program.
///
/// Each line is read by the first tool that knows its form. Other lines are searched for `name:
/// value` pairs, which count only when no tool was recognized.
struct ConsoleReader: RecordReader {
  private var builder = LogBuilder(.console)
  private var general = GeneralConsole()
  private var hits: [LogFormat: Int] = [:]
  private var keras = KerasConsole()
  private var ultralytics = UltralyticsConsole()

  private var lines = 0

  init() { _ = builder.run() }

  /// The number of bytes that decide whether text is the output of a program.
  private static let sampleSize = 1 << 16

  /// Creates a reader of a log that begins with lines of a known tool.
  init?(_ head: LogHead) {
    var reader = ConsoleReader()
    var pieces = ConsolePieces(LogWindow(Array(head.bytes.prefix(Self.sampleSize))), lines: 0)
    while reader.hits.isEmpty {
      guard let piece = pieces.next() else { return nil }
      reader.read(piece)
    }
    self.init()
  }

  mutating func read(_ window: LogWindow) -> Int {
    var pieces = ConsolePieces(window, lines: lines)
    while let piece = pieces.next() { read(piece) }
    lines = pieces.lines
    return pieces.used
  }

  func contents(path: String) throws(FileError) -> LogContents {
    var (builder, keras, ultralytics) = (builder, keras, ultralytics)
    keras.finish(&builder)
    ultralytics.finish(&builder)
    if builder.isEmpty, let contents = general.contents(builder.notes) { return contents }
    let best = hits.max { ($0.value, $1.key.name) < ($1.value, $0.key.name) }
    if let best { builder.format = best.key }
    if builder.isEmpty, hits.isEmpty { throw DocumentReader.noMetrics(path) }
    return builder.contents()
  }

  private mutating func read(_ piece: ConsolePieces.Piece) {
    let text = ByteText(piece.bytes[...])
    guard piece.isTerminated else {
      builder.note(
        LogNote(.remark, line: piece.line, "the last line has no end: it is left out"))
      return
    }
    var format: LogFormat?
    if keras.read(text, &builder) {
      format = .kerasConsole
    } else if ultralytics.read(text, &builder) {
      format = .ultralyticsConsole
    } else {
      format = ToolConsole.read(text, &builder)
    }
    if let format {
      hits[format, default: 0] += 1
    } else if !readMessage(text) {
      general.read(text)
    }
  }

  private mutating func readMessage(_ text: ByteText) -> Bool {
    let starts: [StaticString] = [
      "Restoring model weights", "Early stopping", "EarlyStopping", "Training stopped",
      "Stopping. Best iteration", "Did not meet early stopping", "Training until validation",
    ]
    guard starts.contains(where: { text.trimmed.hasPrefix($0) }) else { return false }
    builder.addMessage(text.trimmed.string)
    return true
  }
}

extension LogFormat {
  static let console = LogFormat("console", "console text")
}
