public import JSONText
public import RunModel
public import SystemFiles

extension RunEvent {
  /// Reads a line of `events.jsonl`.
  ///
  /// - Throws: `FileError` when a member is missing or of another kind; the line is known to the reader.
  public init(json: JSONValue) throws(FileError) {
    do throws(SchemaError) {
      try self.init(members: json)
    } catch {
      throw FileError("events.jsonl", error.reason)
    }
  }
}
