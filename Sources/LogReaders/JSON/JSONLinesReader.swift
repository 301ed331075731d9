internal import CurveStore
internal import JSONText
internal import SystemFiles

/// A reader of JSON records, one per line.
struct JSONLinesReader: RecordReader {
  /// The number of records that determine the tool.
  private static let sampledRecords = 64

  private var records: JSONRecords
  private var lines = 0

  /// Creates a reader.
  init(_ profile: JSONProfile) { records = JSONRecords(profile) }

  init?(_ head: LogHead) {
    guard case .lines(let profile)? = head.json else { return nil }
    self.init(profile)
  }

  var traits: AnyHashable { records.profile }

  /// True when no record had a number.
  var isEmpty: Bool { records.builder.isEmpty }

  /// True when a record had a number, or all records so far name metrics without a value.
  var hasEpochs: Bool { !isEmpty || records.awaitsNumbers }

  /// The first objects of a text.
  static func first(of bytes: [UInt8]) -> [JSONValue] {
    var lines = LogLines(LogWindow(bytes), count: 0)
    var first: [JSONValue] = []
    while first.count < sampledRecords, let line = lines.next() {
      if let json = try? JSONParser.parse(line.bytes), case .object = json { first.append(json) }
    }
    return first
  }

  mutating func read(_ window: LogWindow) -> Int {
    var lines = LogLines(window, count: lines)
    while let line = lines.next() {
      do throws(JSONParser.Failure) {
        records.add(try JSONParser.parse(line.bytes), line: line.number)
      } catch {
        records.note(.invalidJSON(line, error))
      }
    }
    self.lines = lines.count
    return lines.used
  }

  mutating func skipAhead() -> Bool {
    records.beginSegments()
    return !isEmpty
  }

  func contents(path: String) throws(FileError) -> LogContents {
    if !hasEpochs { throw DocumentReader.noMetrics(path) }
    return records.builder.contents()
  }
}

extension LogNote {
  /// The note for a line that is not JSON.
  static func invalidJSON(_ line: LogLines.Line, _ failure: JSONParser.Failure) -> LogNote {
    LogNote(
      .damaged, line: line.number, offset: line.start + failure.offset,
      line.isTerminated
        ? "not JSON: \(failure.reason); the line is left out"
        : "the last line is cut off and left out")
  }
}
