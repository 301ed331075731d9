internal import BareFoundation
internal import JSONText
public import RunModel
public import SystemFiles

extension RunEvent {
  /// Creates an event from a line of `events.jsonl`; every reader of that file uses this
  /// initialiser.
  ///
  /// - Throws: The reason why the line is not an event.
  /// - Complexity: O(bytes).
  package init(line: ArraySlice<UInt8>) throws(EventLineError) {
    let json: JSONValue
    do { json = try JSONParser.parse(line) } catch { throw .notJSON(error) }
    do { self = try RunEvent(json: json) } catch { throw .notEvent(reason: error.reason) }
  }

  /// Returns all events of a file; lines that are not events are skipped.
  ///
  /// - Throws: `FileError` when the file cannot be read.
  /// - Complexity: O(size of the file).
  package static func all(of path: String) throws(FileError) -> [RunEvent] {
    let bytes: [UInt8]
    do {
      bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      throw FileError(path, "cannot be read")
    }
    return bytes.split(separator: 0x0A).compactMap { try? RunEvent(line: $0) }
  }
}

extension RunHistory {
  /// Creates the fold of all events of a file; lines that are not events are skipped.
  ///
  /// - Throws: `FileError` when the file cannot be read.
  /// - Complexity: O(size of the file).
  public init(events path: String) throws(FileError) {
    self.init()
    for event in try RunEvent.all(of: path) { apply(event) }
  }
}
