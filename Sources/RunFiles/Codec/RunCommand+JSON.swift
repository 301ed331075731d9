public import JSONText
public import RunModel
public import SystemFiles

extension CommandRequest {
  /// Reads a line of `commands.jsonl`.
  ///
  /// - Parameters:
  ///   - json: The line.
  ///   - fallbackID: The id of a line that has none.
  ///   - fallbackSource: The source of a line that names none.
  /// - Throws: `FileError` in words; the line is known to the reader.
  public init(json: JSONValue, fallbackID: String, fallbackSource: String) throws(FileError) {
    do throws(SchemaError) {
      try self.init(members: json, fallbackID: fallbackID, fallbackSource: fallbackSource)
    } catch {
      throw FileError("commands.jsonl", error.reason)
    }
  }
}
