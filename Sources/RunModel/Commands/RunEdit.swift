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

  /// The edits of a run, in order.
  ///
  /// A later attempt goes on from the state that the earlier ones saved, so the edits of epochs that
  /// are trained again count once: those that are still in effect when it begins, from there on. A
  /// number of epochs that was asked for when the run was resumed wins over earlier ones.
  ///
  /// - Complexity: O(events).
  public static func all(in events: [RunEvent]) -> [RunEdit] {
    var answers: [AppliedCommand] = []
    for event in events {
      switch event.kind {
      case .runStarted(let info): answers = kept(answers, by: info)
      case .commandApplied(let applied):
        if RunEdit(applied) != nil { answers.append(applied) }
      default: break
      }
    }
    return answers.compactMap(RunEdit.init)
  }

  /// The changes that a later attempt goes on with.
  private static func kept(_ answers: [AppliedCommand], by info: RunInfo) -> [AppliedCommand] {
    let start = (info.firstEpoch, 0)
    var kept = answers.filter { ($0.epoch, $0.step) < start }
    let again = answers.filter { ($0.epoch, $0.step) >= start }
    for (index, answer) in again.enumerated() where answer.isInEffect(at: info) {
      let sameLater = again[(index + 1)...].filter { $0.subject == answer.subject }
      // Of several changes of one value, only the last that is in effect can be.
      if sameLater.contains(where: { $0.isInEffect(at: info) }) { continue }
      var net = answer
      if answer.old != nil { net.old = again.first { $0.subject == answer.subject }?.old }
      // They may have been taken back.
      guard net.changed != nil else { continue }
      (net.epoch, net.step) = start
      kept.append(net)
    }
    let epochs = answers.last { $0.subject == "epochs" }?.new
    if epochs != .integer(info.epochs) { kept.removeAll { $0.subject == "epochs" } }
    return kept
  }
}

extension AppliedCommand {
  /// Returns true when a run that begins has what was changed.
  fileprivate func isInEffect(at info: RunInfo) -> Bool {
    guard let subject else { return false }
    if subject == "learning_rate" {
      // It is a 32-bit number.
      return new?.number.map { Float($0) == Float(info.learningRate) } == true
    }
    if subject == "epochs" { return new == .integer(info.epochs) }
    for (index, state) in info.callbacks.enumerated() {
      // A chain and counters that look the same are those of an earlier state, unless the change was
      // saved with that of this epoch.
      let isSaved = epoch == info.firstEpoch
      if subject == "position of \(state.id)" { return isSaved && new == .integer(index + 1) }
      // Of a reset.
      if subject == state.id { return isSaved && state.best == nil && (state.wait ?? 0) == 0 }
      if let field = state.fields.first(where: { subject == "\(state.id).\($0.name)" }) {
        return field.value == new
      }
    }
    return false
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
