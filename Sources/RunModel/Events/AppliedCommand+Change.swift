extension AppliedCommand {
  /// The answer to a request for what holds already: `early_stopping.patience is 12 already`.
  package static func words(unchanged subject: String, _ value: ParameterValue) -> String {
    switch subject {
    case "learning_rate": "the learning rate is \(value.words) already"
    case "epochs": "the number of epochs is \(value.words) already"
    default: "\(subject) is \(value.words) already"
    }
  }

  /// The subject, unless the value is as it was.
  package var changed: String? { old != nil && old == new ? nil : subject }

  /// The factor that a script has taken at a rate of 0, for what its schedule gives next; nil for
  /// another answer.
  var factorAtZero: Double? {
    guard subject == "learning_rate", new?.number == 0,
      case .times(let factor) = request.command.rateChange
    else { return nil }
    return factor
  }

  /// The change in words, such as `patience 7 → 8 (EarlyStopping)`; nil when the answer does not say
  /// what changed.
  ///
  /// - Parameter chain: The callbacks, which give the names.
  func change(in chain: [CallbackState]) -> String? {
    guard let subject else { return nil }
    if let waiting = WaitingCommand(rawValue: subject) { return waiting.cancelled }
    if let factor = factorAtZero {
      return "the learning rate is 0 now; what the script gives next is multiplied by "
        + factor.settingWords
    }
    if changed == nil, let new {
      // An undo that leaves the value as it was has nothing to tell.
      return [.undo, .redo].contains(request.command)
        ? nil : Self.words(unchanged: subject, new)
    }
    guard let old, let new else {
      return chain.contains { $0.id == subject }
        ? "\(chain.name(of: subject)) is as it was before the reset" : subject
    }
    if subject == "learning_rate", let old = old.number, let new = new.number {
      return "learning rate \(old.rateWords) → \(new.rateWords)"
    }
    guard let dot = subject.lastIndex(of: ".") else {
      return "\(subject) \(old.words) → \(new.words)"
    }
    let callback = chain.name(of: String(subject[..<dot]))
    let field = subject[subject.index(after: dot)...]
    if field == "enabled" { return "\(callback) is \(new == .boolean(true) ? "on" : "off")" }
    return "\(field) \(old.words) → \(new.words) (\(callback))"
  }
}

extension [CallbackState] {
  /// The name of the callback with an id; the id where there is none.
  package func name(of id: String) -> String { first { $0.id == id }?.name ?? id }
}
