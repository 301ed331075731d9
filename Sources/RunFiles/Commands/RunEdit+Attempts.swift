internal import JSONText
public import RunModel

extension RunEdit {
  /// The edits of a run, in order.
  ///
  /// A later attempt goes on from the state that the earlier ones saved, so the edits of epochs that
  /// are trained again count once: those that are still in effect when it begins, from there on. A
  /// number of epochs that was asked for when the run was resumed wins over earlier ones. A parameter or
  /// a learning rate that was given another value then is an edit there, and one at the start of the
  /// run, whose recipe has the later value.
  ///
  /// - Complexity: O(events + attempts × (parameters × edits + edits²)).
  public static func all(in events: [RunEvent]) -> [RunEdit] {
    var answers: [AppliedCommand] = []
    var attempts: [RunInfo] = []
    var given: Set<String> = []
    var rates: [Int: Double] = [:]
    for event in events {
      switch event.kind {
      case .runStarted(let info):
        answers = kept(answers, by: info)
        if let last = attempts.last {
          let rate = rates[info.firstEpoch - 1].flatMap { self.rate(of: info, after: $0, answers) }
          let new = self.given(to: info, after: last, answers) + [rate].compactMap(\.self)
          answers += new
          given.formUnion(new.compactMap(\.subject))
        }
        attempts.append(info)
      case .commandApplied(let applied):
        note(applied, in: &answers)
      case .epochEnded(let summary): rates[summary.epoch] = summary.learningRate
      default: break
      }
    }
    return (attempts.first.map { begun($0, given) } ?? []) + answers.compactMap(RunEdit.init)
  }

  /// Adds a change, or drops a reset that is undone before its epoch ends.
  private static func note(_ applied: AppliedCommand, in answers: inout [AppliedCommand]) {
    var applied = applied
    // Values that are taken back, or given again, are told as changes.
    if let id = applied.subject, applied.old == nil, applied.new == nil {
      let reset = RunCommand.reset(callback: id)
      if applied.request.command == .undo {
        let last = answers.lastIndex { $0.request.command == reset && $0.epoch == applied.epoch }
        if let last { answers.remove(at: last) }
        return
      }
      if applied.request.command == .redo { applied.request.command = reset }
    }
    if RunEdit(applied) != nil { answers.append(applied) }
  }

  /// The parameters to which a later attempt was given other values than the earlier ones left.
  private static func given(
    to info: RunInfo, after last: RunInfo, _ answers: [AppliedCommand]
  ) -> [AppliedCommand] {
    info.callbacks.flatMap { state in
      let before = last.callbacks.first { $0.id == state.id }
      return state.fields.compactMap { field -> AppliedCommand? in
        let subject = "\(state.id).\(field.name)"
        let left = answers.last { $0.subject == subject }?.new ?? before?.field(field.name)?.value
        guard let left, left != field.value else { return nil }
        return resumed(
          info, .edit(callback: state.id, field: field.name, value: field.value), subject,
          from: left, to: field.value)
      }
    }
  }

  /// The learning rate that a later attempt was given in place of the one that training had reached.
  private static func rate(
    of info: RunInfo, after reached: Double, _ answers: [AppliedCommand]
  ) -> AppliedCommand? {
    // A script tells the rate of its optimizer before it has read its checkpoint.
    guard info.isOurs, Float(reached) != Float(info.learningRate) else { return nil }
    let change = answers.last { $0.subject == "learning_rate" && $0.epoch >= info.firstEpoch - 1 }
    if change?.isInEffect(at: info) == true { return nil }
    let rate = Float(info.learningRate).shortest
    return resumed(
      info, .setLearningRate(.to(rate)), "learning_rate", from: .number(reached), to: .number(rate))
  }

  /// A change that came with a resume.
  private static func resumed(
    _ info: RunInfo, _ command: RunCommand, _ subject: String, from old: ParameterValue,
    to new: ParameterValue
  ) -> AppliedCommand {
    AppliedCommand(
      request: CommandRequest(id: "", source: "resume", command), epoch: info.firstEpoch, step: 0,
      subject: subject, old: old, new: new)
  }

  /// The values with which the run began, of those that a later attempt was given.
  private static func begun(_ first: RunInfo, _ given: Set<String>) -> [RunEdit] {
    var commands = first.callbacks.flatMap { state in
      state.fields.filter { given.contains("\(state.id).\($0.name)") }.map { field in
        RunCommand.edit(callback: state.id, field: field.name, value: field.value)
      }
    }
    if given.contains("learning_rate") {
      commands.append(.setLearningRate(.to(Float(first.learningRate).shortest)))
    }
    return commands.map { RunEdit(epoch: first.firstEpoch, step: 0, $0) }
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
