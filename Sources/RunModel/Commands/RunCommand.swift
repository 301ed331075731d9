internal import JSONText

/// A command to a run: the content of a line of `commands.jsonl`.
public enum RunCommand: Equatable, Sendable {
  /// Wait before the next batch.
  case pause
  /// Continue after a pause.
  case resume
  /// Train to the end of the epoch (of the next one at an end), then pause.
  case stepEpoch
  /// End training.
  case stop(StopReason.Moment)
  /// Set the learning rate.
  case setLearningRate(Double)
  /// Set a parameter of the callback with this id.
  case edit(callback: String, field: String, value: ParameterValue)
  /// Reset the callback with this id: its best value and its counters.
  case reset(callback: String)
  /// Move the callback with this id in the chain at the next end of an epoch; negative to the
  /// front.
  case move(callback: String, by: Int)
  /// Undo the last change.
  case undo
  /// Cancel a command that waits for the end of the epoch.
  case cancel(WaitingCommand)
}

extension RunCommand {
  /// The command in a few words: `early_stopping.patience = 12`.
  public var words: String {
    switch self {
    case .pause: "pause"
    case .resume: "resume"
    case .stepEpoch: "step one epoch"
    case .stop(.now): "stop now"
    case .stop(.afterEpoch): "stop after this epoch"
    case .setLearningRate(let rate): "learning_rate = \(rate.metricWords)"
    case .edit(let callback, let field, let value): "\(callback).\(field) = \(value.words)"
    case .reset(let callback): "reset \(callback)"
    case .move(let callback, let places): "move \(callback) \(places < 0 ? "up" : "down")"
    case .undo: "undo"
    case .cancel(.stop): "cancel the stop"
    case .cancel(.pause): "cancel the pause"
    }
  }
}

extension RunCommand {
  /// The names of commands in `commands.jsonl`.
  enum Name: String, CaseIterable {
    case pause
    case resume
    case stepEpoch = "step_epoch"
    case stop
    case setLearningRate = "set_learning_rate"
    case edit
    case reset
    case move
    case undo
    case cancel
  }

  private var name: Name {
    switch self {
    case .pause: .pause
    case .resume: .resume
    case .stepEpoch: .stepEpoch
    case .stop: .stop
    case .setLearningRate: .setLearningRate
    case .edit: .edit
    case .reset: .reset
    case .move: .move
    case .undo: .undo
    case .cancel: .cancel
    }
  }

  private static func form(of name: Name) -> JSONCase<Self> {
    switch name {
    case .pause: JSONCase(.pause)
    case .resume: JSONCase(.resume)
    case .stepEpoch: JSONCase(.stepEpoch)
    case .stop: stopForm
    case .setLearningRate: setLearningRateForm
    case .edit: editForm
    case .reset: resetForm
    case .move: moveForm
    case .undo: JSONCase(.undo)
    case .cancel: cancelForm
    }
  }

  private static let stopForm = JSONCase<Self>(.init("when", .moment), make: Self.stop) {
    if case .stop(let moment) = $0 { moment } else { nil }
  }

  private static let setLearningRateForm = JSONCase<Self>(
    .init("value", .number, orThrow: "set_learning_rate takes a number as \"value\""),
    make: Self.setLearningRate
  ) {
    if case .setLearningRate(let rate) = $0 { rate } else { nil }
  }

  private static let editForm = JSONCase<Self>(
    .init("callback", .text, orThrow: editWords), .init("field", .text, orThrow: editWords),
    .init("value", .field, orThrow: editWords), make: Self.edit
  ) {
    if case .edit(let callback, let field, let value) = $0 { (callback, field, value) } else { nil }
  }

  private static let editWords = "edit takes \"callback\", \"field\" and \"value\""

  private static let resetForm = JSONCase<Self>(
    .init("callback", .text, orThrow: "reset takes \"callback\""), make: Self.reset
  ) {
    if case .reset(let callback) = $0 { callback } else { nil }
  }

  private static let moveForm = JSONCase<Self>(
    .init("callback", .text, orThrow: moveWords), .init("by", .steps, orThrow: moveWords),
    make: Self.move
  ) {
    if case .move(let callback, let steps) = $0 { (callback, steps) } else { nil }
  }

  private static let moveWords =
    "move takes \"callback\" and \"by\", such as -1 for one place up"

  private static let cancelForm = JSONCase<Self>(
    .init("waiting", .word, orThrow: "cancel takes \"waiting\": \"stop\" or \"step_epoch\""),
    make: Self.cancel
  ) {
    if case .cancel(let waiting) = $0 { waiting } else { nil }
  }

  /// The command as members of an object, its name first.
  var members: [JSONValue.Member] {
    [.init("command", .string(name.rawValue))] + Self.form(of: name).members(self)
  }

  /// Reads a command.
  ///
  /// - Throws: `SchemaError` that says what the command takes, or which commands there are.
  init(json: JSONValue) throws(SchemaError) {
    guard let word = json["command"]?.string else {
      throw SchemaError("no \"command\"; write, for example, {\"command\":\"pause\"}")
    }
    guard let name = Name(rawValue: word) else {
      let names = Name.allCases.map(\.rawValue).joined(separator: ", ")
      throw SchemaError("no such command: \(word); the commands are \(names)")
    }
    self = try Self.form(of: name).read(json)
  }
}

extension JSONForm<StopReason.Moment> {
  /// The moment of a stop: now where none is named.
  fileprivate static var moment: Self {
    Self(
      write: { .string($0.rawValue) },
      read: { (json) throws(SchemaError) in
        let word = json?.string ?? StopReason.Moment.now.rawValue
        guard let moment = StopReason.Moment(rawValue: word) else {
          throw SchemaError("stop takes \"when\": \"now\" or \"after_epoch\", not \"\(word)\"")
        }
        return moment
      })
  }
}

extension JSONForm<Int> {
  /// Places in the chain, at most 1000 either way; 0 is refused.
  fileprivate static var steps: Self {
    Self(
      write: { .integer($0) },
      read: { (json) throws(SchemaError) in
        json?.int.flatMap { $0 == 0 ? nil : max(-1_000, min(1_000, $0)) }
      })
  }
}
