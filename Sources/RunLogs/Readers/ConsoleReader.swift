/// Reads what a training program printed.
///
/// Each line goes to the first tool whose form it has; lines of no tool are searched for `name: value`
/// pairs, which count only when no tool was recognised.
struct ConsoleReader {
  private var builder = LogBuilder(.console)
  private var general = GeneralConsole()
  private var hits: [LogFormat: Int] = [:]
  private var keras = KerasConsole()
  private var ultralytics = UltralyticsConsole()

  /// Whether the beginning of a text looks like a console's and not like a table.
  static func isConsole(_ bytes: [UInt8]) -> Bool {
    var reader = ConsoleReader()
    _ = reader.builder.run()
    var pieces = ConsolePieces(Array(bytes.prefix(1 << 16)))
    while let piece = pieces.next() {
      reader.take(piece)
      if !reader.hits.isEmpty { return true }
    }
    return false
  }

  /// Reads all of it.
  ///
  /// - Throws: `RunLogError` when there are no metrics in it.
  /// - Complexity: O(bytes).
  static func read(_ text: LogText) throws(RunLogError) -> LogContents {
    var reader = ConsoleReader()
    text.notes.forEach { reader.builder.note($0) }
    _ = reader.builder.run()
    var pieces = ConsolePieces(text.bytes)
    while let piece = pieces.next() { reader.take(piece) }
    reader.keras.finish(&reader.builder)
    reader.ultralytics.finish(&reader.builder)
    if reader.builder.isEmpty, let contents = reader.general.contents(text.notes) {
      return contents
    }
    if let format = reader.hits.max(by: {
      ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue)
    }
    )?.key {
      reader.builder.format = format
    }
    guard !reader.builder.isEmpty || !reader.hits.isEmpty else {
      throw RunLogError(
        file: text.path,
        "no metrics were found in it; plateau reads CSV, JSON, event files and console logs")
    }
    return reader.builder.contents()
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
