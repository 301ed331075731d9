internal import JSONText

/// The commands as lines of `commands.jsonl`.
extension RunCommand {
  /// The names of commands in `commands.jsonl`.
  enum Name: String, CaseIterable {
    case pause
    case resume
    case stepEpoch = "step_epoch"
    case stop
    case stopAfter = "stop_after"
    case setLearningRate = "set_learning_rate"
    case setEpochs = "set_epochs"
    case edit
    case reset
    case move
    case undo
    case redo
    case cancel
    case save
    case evaluate
    case apply
  }

  /// The name; nil for a command that this version does not know.
  private var name: Name? {
    switch self {
    case .pause: .pause
    case .resume: .resume
    case .stepEpoch: .stepEpoch
    case .stop: .stop
    case .stopAfter: .stopAfter
    case .setLearningRate: .setLearningRate
    case .setEpochs: .setEpochs
    case .edit: .edit
    case .reset: .reset
    case .move: .move
    case .undo: .undo
    case .redo: .redo
    case .cancel: .cancel
    case .save: .save
    case .evaluate: .evaluate
    case .apply: .apply
    case .other: nil
    }
  }

  private static func form(of name: Name) -> JSONCase<Self> {
    switch name {
    case .pause: JSONCase(.pause)
    case .resume: JSONCase(.resume)
    case .stepEpoch: JSONCase(.stepEpoch)
    case .stop: stopForm
    case .stopAfter: stopAfterForm
    case .setLearningRate: setLearningRateForm
    case .setEpochs: setEpochsForm
    case .edit: editForm
    case .reset: resetForm
    case .move: moveForm
    case .undo: JSONCase(.undo)
    case .redo: JSONCase(.redo)
    case .cancel: cancelForm
    case .save: JSONCase(.save)
    case .evaluate: JSONCase(.evaluate)
    case .apply: applyForm
    }
  }

  private static let stopForm = JSONCase<Self>(.init("when", .moment), make: Self.stop) {
    if case .stop(let moment) = $0 { moment } else { nil }
  }

  private static let stopAfterForm = JSONCase<Self>(
    .init("epoch", .integer, orThrow: "stop_after takes the number of an epoch as \"epoch\""),
    make: Self.stopAfter
  ) {
    if case .stopAfter(let epoch) = $0 { epoch } else { nil }
  }

  private static let setLearningRateForm = JSONCase<Self>(
    members: { $0.rateChange.map { [$0.member] } ?? [] },
    read: { (json) throws(SchemaError) in .setLearningRate(try NumberChange(ofRate: json)) })

  private static let setEpochsForm = JSONCase<Self>(
    .init("value", .integer, orThrow: "set_epochs takes a whole number as \"value\""),
    make: Self.setEpochs
  ) {
    if case .setEpochs(let epochs) = $0 { epochs } else { nil }
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

  private static let applyForm = JSONCase<Self>(
    .init("edits", .edits, orThrow: "apply takes commands with their places as \"edits\""),
    make: Self.apply
  ) {
    if case .apply(let edits) = $0 { edits } else { nil }
  }

  /// The command as members of an object, its name first.
  var members: [JSONValue.Member] {
    guard let name else { return [.init("command", .string(words))] }
    return [.init("command", .string(name.rawValue))] + Self.form(of: name).members(self)
  }

  /// Reads the command that an answer repeats; one that this version cannot read keeps its name.
  ///
  /// - Throws: `SchemaError` when the command has no name.
  init(answered json: JSONValue) throws(SchemaError) {
    do throws(SchemaError) {
      try self.init(json: json)
    } catch {
      guard let word = json["command"]?.string else { throw error }
      self = .other(word)
    }
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
