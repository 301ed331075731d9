internal import CurveStore
internal import SystemFiles
internal import TextForms

/// A reader of the output of a training program, whose forms are learned from the text.
struct ConsoleReader: RecordReader {
  private var text = TextReader(tool: UltralyticsConsole())
  private var hasRest = false

  init() {}

  /// The number of bytes that decide whether text is the output of a program.
  private static let sampleSize = 1 << 16

  /// Creates a reader of a log that begins with lines of names and numbers and a counter.
  init?(_ head: LogHead) {
    var reader = ConsoleReader()
    _ = reader.read(LogWindow(Array(head.bytes.prefix(Self.sampleSize))))
    guard reader.text.tool.isActive || reader.text.forms.contains(where: \.isCounted) else {
      return nil
    }
    self.init()
  }

  mutating func read(_ window: LogWindow) -> Int {
    let used = window.bytes.withUnsafeBufferPointer { bytes in
      text.read(
        UnsafeBufferPointer(rebasing: bytes[window.start...]),
        isEnd: window.isEnd && window.isQuiet)
    }
    let rest = window.bytes[(window.start + used)...]
    hasRest = window.isEnd && rest.contains { $0 > 0x20 }
    return used
  }

  func contents(path: String) throws(FileError) -> LogContents {
    let forms = text.forms
    let format = text.tool.isActive ? LogFormat.ultralyticsConsole : ConsoleTool.format(of: forms)
    let table = text.tool.contents
    var builder = table ?? text.contents(format ?? .console)
    if hasRest {
      builder.note(
        LogNote(.remark, line: text.lineCount + 1, "the last line has no end: it is left out"))
    }
    // The epoch of a tool's first bar may not be over.
    guard format != nil || !builder.isEmpty else { throw DocumentReader.noMetrics(path) }
    var contents = builder.contents()
    if table == nil { contents.forms = forms.map(\.form) }
    return contents
  }
}

extension LogFormat {
  /// The output of any program.
  static let console = LogFormat("console", "console text")
}
