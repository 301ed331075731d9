public import JSONText
public import RunModel
public import SystemFiles

extension CommandRequest {
  /// The request as a line of `commands.jsonl`.
  public var json: JSONValue {
    .object(
      [.init("id", .string(id)), .init("source", .string(source))] + command.members)
  }

  /// Reads a line of `commands.jsonl`.
  ///
  /// `{"command":"edit","callback":"early_stopping","field":"patience","value":12}`, with an optional
  /// `id` that the answer repeats.
  ///
  /// - Parameters:
  ///   - json: the line.
  ///   - fallbackID: the id where the line has none.
  ///   - fallbackSource: the source where the line names none.
  /// - Throws: `FileError` in words; the caller knows the file and line.
  public init(json: JSONValue, fallbackID: String, fallbackSource: String) throws(FileError) {
    self.init(
      id: json["id"]?.string ?? fallbackID, source: json["source"]?.string ?? fallbackSource,
      hasOwnID: json["id"]?.string != nil,
      try RunCommand(json: json))
  }
}

extension RunCommand {
  var members: [JSONValue.Member] {
    func named(_ name: String, _ more: [JSONValue.Member] = []) -> [JSONValue.Member] {
      [.init("command", .string(name))] + more
    }
    return switch self {
    case .pause: named("pause")
    case .resume: named("resume")
    case .stepEpoch: named("step_epoch")
    case .stop(let moment): named("stop", [.init("when", .string(moment.rawValue))])
    case .setLearningRate(let rate): named("set_learning_rate", [.init("value", .finite(rate))])
    case .edit(let callback, let field, let value):
      named(
        "edit",
        [
          .init("callback", .string(callback)), .init("field", .string(field)),
          .init("value", value.json),
        ])
    case .reset(let callback): named("reset", [.init("callback", .string(callback))])
    case .move(let callback, let places):
      named("move", [.init("callback", .string(callback)), .init("by", .integer(places))])
    case .undo: named("undo")
    case .cancel(let waiting): named("cancel", [.init("waiting", .string(waiting.rawValue))])
    }
  }

  init(json: JSONValue) throws(FileError) {
    func wrong(_ reason: String) -> FileError { FileError("commands.jsonl", reason) }
    guard let name = json["command"]?.string else {
      throw wrong("no \"command\"; write, for example, {\"command\":\"pause\"}")
    }
    switch name {
    case "pause": self = .pause
    case "resume": self = .resume
    case "step_epoch": self = .stepEpoch
    case "undo": self = .undo
    case "cancel":
      let word = json["waiting"]?.string ?? ""
      guard let waiting = WaitingCommand(rawValue: word) else {
        throw wrong("cancel takes \"waiting\": \"stop\" or \"step_epoch\"")
      }
      self = .cancel(waiting)
    case "stop":
      let word = json["when"]?.string ?? StopReason.Moment.now.rawValue
      guard let moment = StopReason.Moment(rawValue: word) else {
        throw wrong("stop takes \"when\": \"now\" or \"after_epoch\", not \"\(word)\"")
      }
      self = .stop(moment)
    case "set_learning_rate":
      guard let rate = json["value"]?.double else {
        throw wrong("set_learning_rate takes a number as \"value\"")
      }
      self = .setLearningRate(rate)
    case "edit":
      guard let callback = json["callback"]?.string, let field = json["field"]?.string,
        let value = json["value"].flatMap(FieldValue.init(json:))
      else { throw wrong("edit takes \"callback\", \"field\" and \"value\"") }
      self = .edit(callback: callback, field: field, value: value)
    case "reset":
      guard let callback = json["callback"]?.string else { throw wrong("reset takes \"callback\"") }
      self = .reset(callback: callback)
    case "move":
      guard let callback = json["callback"]?.string, let places = json["by"]?.int, places != 0
      else { throw wrong("move takes \"callback\" and \"by\", such as -1 for one place up") }
      self = .move(callback: callback, by: max(-1_000, min(1_000, places)))
    default:
      throw wrong(
        "no such command: \(name); there are pause, resume, step_epoch, stop, set_learning_rate, "
          + "edit, reset, move, undo, cancel")
    }
  }
}

extension FieldValue {
  var json: JSONValue {
    switch self {
    case .integer(let value): .integer(value)
    case .number(let value): .finite(value)
    case .boolean(let value): .boolean(value)
    case .text(let value): .string(value)
    case .none: .null
    }
  }

  init?(json: JSONValue) {
    switch json {
    case .integer(let value): self = .integer(value)
    case .number(let value): self = .number(value)
    case .boolean(let value): self = .boolean(value)
    case .string(let text):
      self = json.double.map(FieldValue.number) ?? .text(text)
    case .null: self = .none
    case .array, .object: return nil
    }
  }
}
