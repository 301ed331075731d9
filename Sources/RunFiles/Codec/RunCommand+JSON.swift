public import JSONText
public import RunModel
public import SystemFiles

extension CommandRequest {
  /// Creates a request from a line of `commands.jsonl`.
  ///
  /// - Parameters:
  ///   - json: The line.
  ///   - fallbackID: The id of a line that has none.
  ///   - fallbackSource: The source of a line that names none.
  /// - Throws: `FileError` with the reason in words. It does not name the line, which the reader
  ///   knows.
  public init(json: JSONValue, fallbackID: String, fallbackSource: String) throws(FileError) {
    do throws(SchemaError) {
      try self.init(members: json, fallbackID: fallbackID, fallbackSource: fallbackSource)
    } catch {
      throw FileError("commands.jsonl", error.reason)
    }
  }
}
