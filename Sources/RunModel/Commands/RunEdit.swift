package import JSONText

/// A change of a run by hand, with its place: a run with the same recipe and edits is the same run.
public struct RunEdit: Equatable, Sendable {
  /// The epoch in which it was made, from 0.
  public var epoch: Int
  /// Steps done in that epoch.
  public var step: Int
  /// The change.
  public var command: RunCommand

  /// Creates an edit.
  public init(epoch: Int, step: Int, _ command: RunCommand) {
    self.epoch = epoch
    self.step = step
    self.command = command
  }

  /// The place, to be compared.
  package var place: (epoch: Int, step: Int) { (epoch, step) }

  /// The edit that an answer reports; nil for an answer without a change that can be repeated.
  ///
  /// An undone change is a change back to the old value; an undone reset has no edit.
  public init?(_ applied: AppliedCommand) {
    guard let subject = applied.changed,
      let command = Self.command(of: subject, applied)
    else { return nil }
    self.init(epoch: applied.epoch, step: applied.step, command)
  }

  private static func command(of subject: String, _ applied: AppliedCommand) -> RunCommand? {
    if subject == "learning_rate" {
      guard case .number(let rate) = applied.new else { return nil }
      return .setLearningRate(.to(rate))
    }
    if subject == "epochs" {
      guard case .integer(let epochs) = applied.new else { return nil }
      return .setEpochs(epochs)
    }
    if let id = subject.split(separator: " ").last, subject == "position of \(id)" {
      guard case .integer(let old) = applied.old, case .integer(let new) = applied.new, old != new
      else { return nil }
      return .move(callback: String(id), by: new - old)
    }
    if let new = applied.new {
      guard let dot = subject.firstIndex(of: ".") else { return nil }
      return .edit(
        callback: String(subject[..<dot]), field: String(subject[subject.index(after: dot)...]),
        value: new)
    }
    guard case .reset(let id) = applied.request.command, id == subject else { return nil }
    return .reset(callback: id)
  }
}

extension [RunEdit] {
  /// The number of edits: `1 edit`, `12 edits`.
  var counted: String { count == 1 ? "1 edit" : "\(count) edits" }

  /// The edits as commands, each with its place.
  package var json: JSONValue {
    .array(
      map { edit in
        .object(
          [.init("epoch", .integer(edit.epoch)), .init("step", .integer(edit.step))]
            + edit.command.members)
      })
  }

  /// Reads edits, in order.
  ///
  /// - Throws: `SchemaError` that says what is wrong with one.
  package init(json list: [JSONValue]) throws(SchemaError) {
    self = []
    for json in list { append(try RunEdit(json: json)) }
  }
}

extension JSONForm<[RunEdit]> {
  /// Commands, each with its place: `{"epoch":3,"step":10,"command":"set_learning_rate",…}`.
  static var edits: Self {
    Self(
      write: { $0.json },
      read: { (json) throws(SchemaError) in
        try json?.array.map { (list) throws(SchemaError) in try [RunEdit](json: list) }
      })
  }
}

extension RunEdit {
  /// The commands that change something and can be repeated.
  private static let commands: [RunCommand.Name] = [
    .setLearningRate, .setEpochs, .edit, .reset, .move,
  ]

  fileprivate init(json: JSONValue) throws(SchemaError) {
    guard let epoch = json["epoch"]?.int, let step = (json["step"] ?? .integer(0)).int,
      epoch >= 0, step >= 0
    else { throw SchemaError("an edit has its place as \"epoch\", from 0, and \"step\"") }
    guard let word = json["command"]?.string, Self.commands.contains(where: { $0.rawValue == word })
    else {
      let words = Self.commands.map(\.rawValue).joined(separator: ", ")
      throw SchemaError("an edit is one of the commands \(words)")
    }
    self.init(epoch: epoch, step: step, try RunCommand(json: json))
  }
}
