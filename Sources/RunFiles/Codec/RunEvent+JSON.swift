public import JSONText
public import RunModel
public import SystemFiles

extension RunEvent {
  /// Creates an event from a line of `events.jsonl`.
  ///
  /// - Throws: `FileError` when a member is missing or has the wrong type. It does not name the
  ///   line, which the reader knows.
  public init(json: JSONValue) throws(FileError) {
    do throws(SchemaError) {
      try self.init(members: json)
    } catch {
      throw FileError("events.jsonl", error.reason)
    }
  }
}
