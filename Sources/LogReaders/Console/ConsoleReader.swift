internal import CurveStore
internal import SystemFiles

/// Reads what a training program printed.
///
/// Each line goes to the first tool whose form it has; lines of no tool are searched for `name: value`
/// pairs, which count only when no tool was recognised.
struct ConsoleReader: LogStream {
  private var builder = LogBuilder(.console)
  private var general = GeneralConsole()
  private var hits: [LogFormat: Int] = [:]
  private var keras = KerasConsole()
  private var ultralytics = UltralyticsConsole()

  private var lines = 0

  init() { _ = builder.run() }

  /// Bytes that are looked at to tell a console's text from others.
  private static let looked = 1 << 16

  /// Whether the beginning of a text looks like a console's and not like a table.
  static func isConsole(_ bytes: [UInt8]) -> Bool {
    var reader = ConsoleReader()
    var pieces = ConsolePieces(LogWindow(Array(bytes.prefix(looked))), lines: 0)
    while let piece = pieces.next() {
      reader.take(piece)
      if !reader.hits.isEmpty { return true }
    }
    return false
  }

  mutating func take(_ window: LogWindow) -> Int {
    var pieces = ConsolePieces(window, lines: lines)
    while let piece = pieces.next() { take(piece) }
    lines = pieces.lines
    return pieces.used
  }

  func contents(path: String) throws(FileError) -> LogContents {
    var (builder, keras, ultralytics) = (builder, keras, ultralytics)
    keras.finish(&builder)
    ultralytics.finish(&builder)
    if builder.isEmpty, let contents = general.contents(builder.notes) { return contents }
    let best = hits.max { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) }
    if let best { builder.format = best.key }
    if builder.isEmpty, hits.isEmpty { throw DocumentReader.nothing(path) }
    return builder.contents()
  }

  private mutating func take(_ piece: ConsolePieces.Piece) {
    let text = ByteText(piece.bytes[...])
    guard piece.isTerminated else {
      builder.note(
        LogNote(.remark, line: piece.line, "the last line has no end: it is left out"))
      return
    }
    var format: LogFormat?
    if keras.take(text, &builder) {
      format = .kerasConsole
    } else if ultralytics.take(text, &builder) {
      format = .ultralyticsConsole
    } else {
      format = ToolConsole.take(text, &builder)
    }
    if let format {
      hits[format, default: 0] += 1
    } else if !takeMessage(text) {
      general.take(text)
    }
  }

  private mutating func takeMessage(_ text: ByteText) -> Bool {
    let starts: [StaticString] = [
      "Restoring model weights", "Early stopping", "EarlyStopping", "Training stopped",
      "Stopping. Best iteration", "Did not meet early stopping", "Training until validation",
    ]
    guard starts.contains(where: { text.trimmed.hasPrefix($0) }) else { return false }
    builder.say(text.trimmed.string)
    return true
  }
}
