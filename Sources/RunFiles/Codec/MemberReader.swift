internal import JSONText
internal import RunModel
internal import SystemFiles

/// A reader of the members of a JSON object, which reports a missing one.
struct MemberReader {
  let json: JSONValue

  init(_ json: JSONValue) { self.json = json }

  func missing(_ name: String) -> FileError {
    FileError("events.jsonl", "no usable \"\(name)\" in this event")
  }

  func double(_ name: String) throws(FileError) -> Double {
    guard let value = json[name]?.double else { throw missing(name) }
    return value
  }

  func int(_ name: String) throws(FileError) -> Int {
    guard let value = json[name]?.int else { throw missing(name) }
    return value
  }

  func string(_ name: String) throws(FileError) -> String {
    guard let value = json[name]?.string else { throw missing(name) }
    return value
  }

  func logs(_ name: String) throws(FileError) -> Logs {
    guard let logs = Logs(json: json[name]) else { throw missing(name) }
    return logs
  }
}
