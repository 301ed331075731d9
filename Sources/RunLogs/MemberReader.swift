internal import JSONText
internal import RunModel

/// Reads members of an object and says which one is missing.
struct MemberReader {
  let json: JSONValue

  init(_ json: JSONValue) { self.json = json }

  func missing(_ name: String) -> RunLogError {
    RunLogError(file: "events.jsonl", "no usable \"\(name)\" in this event")
  }

  func double(_ name: String) throws(RunLogError) -> Double {
    guard let value = json[name]?.double else { throw missing(name) }
    return value
  }

  func int(_ name: String) throws(RunLogError) -> Int {
    guard let value = json[name]?.int else { throw missing(name) }
    return value
  }

  func string(_ name: String) throws(RunLogError) -> String {
    guard let value = json[name]?.string else { throw missing(name) }
    return value
  }

  func logs(_ name: String) throws(RunLogError) -> Logs {
    guard case .object(let members)? = json[name] else { throw missing(name) }
    return Logs(members.map { ($0.name, LogValue($0.value)) })
  }

  func member(_ name: String) throws(RunLogError) -> MemberReader {
    guard let value = json[name] else { throw missing(name) }
    return MemberReader(value)
  }

  func callbacks(_ name: String) throws(RunLogError) -> [CallbackState] {
    guard let values = json[name]?.array else { throw missing(name) }
    var states: [CallbackState] = []
    for value in values { states.append(try CallbackState(MemberReader(value))) }
    return states
  }

  func request(_ name: String) throws(RunLogError) -> CommandRequest {
    guard let value = json[name] else { throw missing(name) }
    return try CommandRequest(json: value, fallbackID: "", fallbackSource: "")
  }
}
