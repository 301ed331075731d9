internal import CurveStore
internal import JSONShapes
internal import JSONText

/// A reader of JSON of one value, which distinguishes it from JSON Lines.
enum JSONReader {
  /// The form of JSON in a text.
  enum Form: Equatable {
    /// One value for the whole file.
    case document
    /// Our own events, one per line.
    case events
    /// Records, one per line.
    case lines(JSONProfile)
  }

  /// The form of JSON, judged by the beginning of a text; nil when it has no JSON with numbers.
  ///
  /// - Complexity: O(bytes).
  static func form(of head: [UInt8]) -> Form? {
    let form = jsonForm(of: head)
    return form == nil && pythonContents(head) != nil ? .document : form
  }

  private static func jsonForm(of head: [UInt8]) -> Form? {
    let (isSound, failure) = JSONParser.soundPart(head[...])
    // A fault after the first value is the second line.
    if let failure,
      failure.reason == "expected nothing more" || isOneLine(head[...], failure.offset)
    {
      return linesForm(of: head)
    }
    guard isSound else { return nil }
    if Notebook.mayBegin(head) { return .document }
    if failure == nil, JSONDocument(JSONPart(head[...]), nil).contents == nil {
      return linesForm(of: head)
    }
    return .document
  }

  private static func linesForm(of head: [UInt8]) -> Form? {
    let first = JSONLinesReader.first(of: head)
    if first.contains(where: PlateauReader.isEvent) { return .events }
    guard let only = first.first, first.count > 1 || JSONProfile.isRecord(only) else {
      return nil
    }
    let profile = JSONProfile(first, isLines: true)
    var reader = JSONLinesReader(profile)
    _ = reader.read(LogWindow(head))
    return reader.hasEpochs ? .lines(profile) : nil
  }

  /// Reads a whole text; returns nil when it has no JSON with numbers.
  ///
  /// - Complexity: O(bytes).
  static func read(_ bytes: [UInt8]) -> LogContents? {
    readJSON(bytes) ?? pythonContents(bytes)
  }

  private static func readJSON(_ bytes: [UInt8]) -> LogContents? {
    let (isSound, failure) = JSONParser.soundPart(bytes[...])
    if let failure,
      failure.reason == "expected nothing more" || isOneLine(bytes[...], failure.offset)
    {
      return lines(bytes)
    }
    guard isSound else { return nil }
    return JSONDocument(JSONPart(bytes[...]), failure).contents ?? lines(bytes)
  }

  /// The contents of a dictionary of lists as Python prints it; nil when the text is anything else,
  /// such as JSON.
  private static func pythonContents(_ bytes: [UInt8]) -> LogContents? {
    guard PythonLiteral.mayBegin(bytes), (try? JSONParser.parse(bytes[...])) == nil,
      let value = PythonLiteral(bytes[...])?.value, case .object = value
    else { return nil }
    let text = Array(value.text.utf8)
    return JSONDocument(JSONPart(text[...]), nil).contents
  }

  /// Reads lines of which the first is longer than the examined beginning.
  private static func lines(_ bytes: [UInt8]) -> LogContents? {
    let first = JSONLinesReader.first(of: bytes)
    var reader: any RecordReader = JSONLinesReader(JSONProfile(first, isLines: true))
    if first.contains(where: PlateauReader.isEvent) { reader = PlateauReader() }
    _ = reader.read(LogWindow(bytes))
    return try? reader.contents(path: "")
  }

  /// Returns true when the value that breaks off is a line of a longer file.
  private static func isOneLine(_ bytes: ArraySlice<UInt8>, _ offset: Int) -> Bool {
    let line = bytes.drop { $0 == 0x0A || $0 == 0x0D || $0 == 0x20 || $0 == 0x09 }
    guard let end = line.firstIndex(of: 0x0A) else { return false }
    // The first line ends with a closing brace.
    return line[..<end].count > 2 && line[..<end].last { $0 != 0x0D && $0 != 0x20 } == 0x7D
  }
}
