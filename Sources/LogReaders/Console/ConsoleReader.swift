internal import CurveStore
internal import SystemFiles
internal import TextForms

/// A reader of the output of a training program, whose forms are learned from the text.
struct ConsoleReader: RecordReader {
  private var text: TextReader<UltralyticsConsole>
  private var hasRest = false
  private let given: [GivenForm]
  private(set) var isCertain = false

  /// Creates a reader.
  ///
  /// - Parameter forms: The patterns that a person gave.
  init(forms: [GivenForm] = []) {
    given = forms
    text = TextReader(tool: UltralyticsConsole(), given: forms)
  }

  /// The number of bytes that decide whether text is the output of a program.
  private static let sampleSize = 1 << 16

  /// Creates a reader of a log that begins with lines of names and numbers and a counter.
  init?(_ head: LogHead) {
    let given = head.forms
    var reader = ConsoleReader(forms: given)
    _ = reader.read(LogWindow(Array(head.bytes.prefix(Self.sampleSize))))
    let isKnown =
      reader.text.tool.isActive
      || reader.text.forms(by: reader.text.plan).contains { $0.isCounted || $0.form.pattern != nil }
    guard isKnown else { return nil }
    self.init(forms: given)
    // A condition of a pattern may be met later.
    isCertain = head.bytes.count >= Self.sampleSize && given == head.options.forms
  }

  /// The patterns whose condition the beginning meets.
  var traits: AnyHashable { given }

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
    let plan = text.plan
    let forms = text.forms(by: plan)
    let format = text.tool.isActive ? LogFormat.ultralyticsConsole : ConsoleTool.format(of: forms)
    let isGiven = forms.contains { $0.form.pattern != nil }
    let table = isGiven ? nil : text.tool.contents
    var builder = table ?? text.contents(format ?? .console, by: plan)
    if hasRest {
      builder.note(
        LogNote(.remark, line: text.lineCount + 1, "the last line has no end: it is left out"))
    }
    // The epoch of a tool's first bar may not be over.
    guard format != nil || !builder.isEmpty else { throw error(path, forms) }
    var contents = builder.contents()
    if table == nil { contents.forms = forms.map(\.form) }
    return contents
  }
}

extension ConsoleReader {
  /// The error that no metrics were found, with the reason where it is known.
  private func error(_ path: String, _ forms: [LearnedForm]) -> FileError {
    let used = forms.compactMap(\.form.pattern)
    if let form = given.first(where: { !$0.isOptional && !used.contains($0.pattern) }) {
      return FileError(
        path, "no metrics were found in it, and no line matches the form '\(form.pattern)'")
    }
    if let form = Self.largest(forms.filter(\.isUnnamed)) {
      let lines = form.lines == 1 ? "a line" : "\(form.lines) lines"
      return FileError(
        path,
        "no metrics were found in it: the numbers of \(lines) such as '\(Self.words(form))' have no "
          + "names; --form gives them some")
    }
    if let form = Self.largest(forms.filter(\.isSingle)) {
      return FileError(
        path,
        "no metrics were found in it: '\(Self.words(form))' stands only once; --form reads it")
    }
    return DocumentReader.noMetrics(path)
  }

  private static func largest(_ forms: [LearnedForm]) -> LearnedForm? {
    forms.max { $0.lines * $0.width < $1.lines * $1.width }
  }

  private static func words(_ form: LearnedForm) -> String {
    String(form.example.split(separator: " ").joined(separator: " ").prefix(60))
  }
}

extension LogFormat {
  /// The output of any program.
  static let console = LogFormat("console", "console text")
}
