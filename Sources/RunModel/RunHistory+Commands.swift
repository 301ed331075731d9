/// The learning rate and the commands of a run, added to its history.
extension RunHistory {
  /// A command in the words that the run knows: version 1 of the run folder has no relative change
  /// of the learning rate, so it is worked out from the rate that was told last.
  ///
  /// - Parameter rate: The rate that will hold; nil for the one that was told last.
  package func known(_ command: RunCommand, from rate: Double? = nil) -> RunCommand {
    guard info?.schema == 1, case .setLearningRate(let change) = command, change.isRelative,
      let new = change.result(from: rate ?? learningRate)
    else { return command }
    return .setLearningRate(.to(new))
  }

  /// Adds a change of the learning rate.
  mutating func add(_ change: LearningRateChange, at time: Double) {
    let x = self.x(epoch: change.epoch, step: change.step)
    // A rate under which no step was trained leaves no trace.
    learningRates.set(x: x, y: change.new)
    let callback = callbacks.first { $0.name == change.by }
    addScheduled(change, x, isBySchedule: callback?.role == .schedulesLearningRate)
    let isCut = callback?.role != .schedulesLearningRate && change.new < change.old
    note(
      time, x: x, callback == nil ? .edit : isCut ? .learningRateCut : .schedule,
      "\(change.words) (\(change.by))")
  }

  /// Adds a command that was carried out.
  mutating func add(_ applied: AppliedCommand, at time: Double) {
    if !applied.callbacks.isEmpty {
      callbacks = applied.callbacks
      followSwitchOfSchedule()
    }
    let source = "(\(applied.request.source))"
    if let waiting = applied.subject.flatMap(WaitingCommand.init(rawValue:)) {
      self.waiting.remove(waiting)
      if waiting == .stop { stopEpoch = nil }
      note(time, x: position, nil, "\(RunCommand.cancel(waiting).words) \(source)")
      return
    }
    let command = applied.request.command
    if let change = command.waitingChange {
      if change.waits { waiting.insert(change.command) } else { waiting.remove(change.command) }
      if change.command == .stop {
        stopEpoch = if case .stopAfter(let epoch) = command { epoch } else { nil }
      }
    }
    guard let subject = applied.changed else {
      if command.isListedWithoutChange {
        note(time, x: position, nil, "\(command.words) \(source)")
      }
      return
    }
    // The event of the learning rate itself says what changed.
    if subject == "learning_rate", applied.clause.isEmpty || append(applied.clause, source) {
      return
    }
    if subject == "epochs", case .integer(let epochs) = applied.new { plan(epochs) }
    let change = applied.old == nil || applied.new == nil ? nil : applied.change(in: callbacks)
    let words = change ?? command.words(in: callbacks)
    // The callback and the source share the parentheses.
    let cause =
      words.hasSuffix(")") ? "\(words.dropLast()), \(source.dropFirst())" : "\(words) \(source)"
    note(time, x: position, .edit, cause + applied.clause)
  }

  /// Appends a clause to the last entry and its mark, if that is a change of the learning rate.
  ///
  /// - Returns: False for another entry.
  private mutating func append(_ clause: String, _ source: String) -> Bool {
    guard let last = entries.last, last.mark == .edit, last.text.hasPrefix("learning rate "),
      last.text.hasSuffix(source), marks.last?.text == last.text
    else { return false }
    entries[entries.count - 1].text += clause
    marks[marks.count - 1].text += clause
    return true
  }

  /// Changes the number of epochs to train; a stop after a later one is dropped.
  private mutating func plan(_ epochs: Int) {
    info?.epochs = epochs
    if let stop = stopEpoch, stop > epochs {
      waiting.remove(.stop)
      stopEpoch = nil
    }
  }
}
