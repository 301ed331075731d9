internal import CurveStore
internal import JSONText

/// Reads JSON of one value, and tells it from JSON Lines.
enum JSONReader {
  /// How JSON stands in a text.
  enum Form {
    /// One value over many lines, or all of the file in one.
    case document
    /// Our own events, one a line.
    case events
    /// Records, one a line.
    case lines(JSONProfile)
    /// None that has numbers.
    case none
  }

  /// Tells by the beginning of a text.
  ///
  /// - Complexity: O(bytes).
  static func form(of head: [UInt8]) -> Form {
    let (isSound, failure) = JSONParser.soundPart(head[...])
    // A failure behind the first value is the second line.
    if let failure,
      failure.reason == "expected nothing more" || isOneLine(head[...], failure.offset)
    {
      return linesForm(of: head)
    }
    guard isSound else { return .none }
    if failure == nil, JSONDocument(JSONPart(head[...]), nil).contents == nil {
      return linesForm(of: head)
    }
    return .document
  }

  private static func linesForm(of head: [UInt8]) -> Form {
    let first = JSONLinesReader.first(of: head)
    if first.contains(where: PlateauReader.isEvent) { return .events }
    guard let only = first.first, first.count > 1 || JSONProfile.isRecord(only) else {
      return .none
    }
    let profile = JSONProfile(first, isLines: true)
    var reader = JSONLinesReader(profile)
    _ = reader.take(LogWindow(head))
    return reader.isEmpty ? .none : .lines(profile)
  }

  /// Reads a whole text; nil when nothing of it is JSON with numbers.
  ///
  /// - Complexity: O(bytes).
  static func read(_ bytes: [UInt8]) -> LogContents? {
    let (isSound, failure) = JSONParser.soundPart(bytes[...])
    if let failure,
      failure.reason == "expected nothing more" || isOneLine(bytes[...], failure.offset)
    {
      return lines(bytes)
    }
    guard isSound else { return nil }
    return JSONDocument(JSONPart(bytes[...]), failure).contents ?? lines(bytes)
  }

  /// Lines of which the first is longer than any beginning that is looked at.
  private static func lines(_ bytes: [UInt8]) -> LogContents? {
    let first = JSONLinesReader.first(of: bytes)
    var stream: any LogStream = JSONLinesReader(JSONProfile(first, isLines: true))
    if first.contains(where: PlateauReader.isEvent) { stream = PlateauReader() }
    _ = stream.take(LogWindow(bytes))
    return try? stream.contents(path: "")
  }

  /// Whether the value that breaks off is the line of a longer file.
  private static func isOneLine(_ bytes: ArraySlice<UInt8>, _ offset: Int) -> Bool {
    let line = bytes.drop { $0 == 0x0A || $0 == 0x0D || $0 == 0x20 || $0 == 0x09 }
    guard let end = line.firstIndex(of: 0x0A) else { return false }
    // An object that opens and closes in its first line.
    return line[..<end].count > 2 && line[..<end].last { $0 != 0x0D && $0 != 0x20 } == 0x7D
  }
}
