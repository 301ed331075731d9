internal import CurveStore
internal import JSONText
internal import SystemFiles

/// Reads records of JSON, one a line.
struct JSONLinesReader: LogStream {
  /// Records that the tool is told by.
  private static let recordsLookedAt = 64

  private var records: JSONRecords
  private var lines = 0

  init(_ profile: JSONProfile) { records = JSONRecords(profile) }

  /// Whether no record had a number.
  var isEmpty: Bool { records.builder.isEmpty }

  /// The first objects of a text.
  static func first(of bytes: [UInt8]) -> [JSONValue] {
    var lines = TextLines(LogWindow(bytes), count: 0)
    var first: [JSONValue] = []
    while first.count < recordsLookedAt, let line = lines.next() {
      if let json = try? JSONParser.parse(line.bytes), case .object = json { first.append(json) }
    }
    return first
  }

  mutating func take(_ window: LogWindow) -> Int {
    var lines = TextLines(window, count: lines)
    while let line = lines.next() {
      do throws(JSONParser.Failure) {
        records.take(try JSONParser.parse(line.bytes), line: line.number)
      } catch {
        records.note(.unsound(line, error))
      }
    }
    self.lines = lines.count
    return lines.used
  }

  mutating func skip() -> Bool {
    records.beginSegments()
    return !isEmpty
  }

  func contents(path: String) throws(FileError) -> LogContents {
    if isEmpty { throw DocumentReader.nothing(path) }
    return records.builder.contents()
  }
}

extension LogNote {
  /// A line that is no JSON.
  static func unsound(_ line: TextLines.Line, _ failure: JSONParser.Failure) -> LogNote {
    LogNote(
      .damaged, line: line.number, offset: line.start + failure.offset,
      line.isTerminated
        ? "not JSON: \(failure.reason); the line is left out"
        : "the last line is cut off and left out")
  }
}
