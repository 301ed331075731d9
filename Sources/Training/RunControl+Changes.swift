internal import Callbacks
internal import JSONText
internal import RunModel

/// The changes that requests make, and taking them back.
extension RunControl {
  /// Saves the weights of this moment beside the checkpoints of the callbacks.
  ///
  /// - Returns: The path of the file.
  func save() throws(EditRefusal) -> String {
    guard let keeper, let model = training.model as? any SavableModel else {
      throw EditRefusal("there is no folder to save weights in")
    }
    let (epoch, step) = (training.epoch, training.step)
    do {
      return try keeper.saveApart(model, name: "epoch\(epoch + 1)-step\(step)")
    } catch {
      throw EditRefusal("the weights cannot be saved: \(error)")
    }
  }

  /// Measures the validation set with the weights of this moment, by the learner's validation and by
  /// every callback that measures, and reports the metrics; no callback acts on them.
  ///
  /// - Returns: The metrics.
  func evaluate(by source: String) throws(EditRefusal) -> Logs {
    let clock = ContinuousClock()
    let start = clock.now
    var values = Logs()
    do {
      if let learner = training.model as? any Learner, learner.validationSteps > 0 {
        var means = RunningMeans()
        for step in 0..<learner.validationSteps { means.add(try learner.validationStep(step)) }
        values = means.logs(prefix: "val_")
      }
      values.update(try chain.measured())
    } catch {
      throw EditRefusal("it cannot be evaluated: \(error)")
    }
    // Not paid for by the speed of training.
    evaluating += clock.now - start
    guard !values.isEmpty else {
      throw EditRefusal("this run has no validation data and no callback that measures")
    }
    training.tell(
      .measured(
        Measurement(epoch: training.epoch, step: training.step, by: source, values: values)))
    return values
  }

  func undo(_ request: CommandRequest) throws(EditRefusal) {
    guard let item = changes.popLast() else { throw EditRefusal("nothing is left to undo") }
    do throws(EditRefusal) {
      if let command = try takeBack(item, request) { changes.addUndone(item.change, command) }
    } catch {
      changes.putBack(item)
      throw error
    }
  }

  /// Undoes a change.
  ///
  /// - Returns: The command that makes it again; nil where there was nothing to undo.
  private func takeBack(
    _ item: AppliedChanges.Item, _ request: CommandRequest
  ) throws(EditRefusal) -> RunCommand? {
    switch item.change {
    case .learningRate(let before, let after, let epochs):
      return takeBackRate(from: after, to: before, changedAfter: epochs, item.command, request)
    case .epochs(let epochs, let stop):
      _ = try setEpochs(epochs, request)
      if let stop { restore(stop, by: request) }
    case .field(let callback, let name, let undo):
      let old = current(name, of: callback)
      undo()
      applied(request, "\(callback).\(name)", old, current(name, of: callback))
    case .memory(let memory, let callback):
      try chain.remember(memory, in: callback)
      applied(request, callback)
    case .move(let callback, let places):
      try move(callback, by: places, request, isUndo: true)
    case .atEpochEnd(let waiting):
      forget(waiting)
      applied(request, waiting.rawValue)
    case .waiting(let number):
      guard let move = moves.remove(number) else { return nil }
      training.tell(
        .commandRefused(request: move.request, why: "it was undone before the epoch ended"))
      applied(request, "position of \(move.callback)")
    }
    return item.command
  }

  /// Undoes a change of the learning rate that was made when some epochs had begun.
  private func takeBackRate(
    from after: Float, to before: Float, changedAfter epochs: Int, _ command: RunCommand,
    _ request: CommandRequest
  ) -> RunCommand? {
    let present = training.model.learningRate
    let old = ParameterValue.number(present.shortest)
    let isUnchanged = present == after
    // Cuts that callbacks have made since are kept: a rate cut to half is still cut to half.
    let new = isUnchanged ? before : present * (before / after)
    let isReplaced = chain.schedule?.isFixed == true && epochsBegun > epochs
    // A schedule may have set it to 0, which nobody may ask for.
    guard isUnchanged || !isReplaced && new.isFinite && new > 0 else {
      let why =
        isReplaced
        ? "the schedule has set its own since" : "it would become \(Double(new).rateWords)"
      applied(request, "learning_rate", old, old, note: "the learning rate stays: \(why)")
      return nil
    }
    replaceLearningRate(by: new, "undo by \(request.source)")
    applied(request, "learning_rate", old, .number(new.shortest))
    return isUnchanged ? command : .setLearningRate(.times(Double(after / before)))
  }

  /// Makes the change again that was undone last.
  func redo(_ request: CommandRequest) throws(EditRefusal) {
    guard let command = changes.popUndone() else { throw EditRefusal("nothing has been undone") }
    changes.setRepeating(true)
    defer { changes.setRepeating(false) }
    do throws(EditRefusal) {
      try perform(command, for: request)
    } catch {
      changes.putBackUndone(command)
      throw error
    }
  }

  /// Moves a callback between epochs; within an epoch the move waits for its end.
  func move(
    _ callback: String, by places: Int, _ request: CommandRequest, isUndo: Bool = false
  ) throws(EditRefusal) {
    guard isBetweenEpochs else {
      // Refused at once: a move back that was asked for meanwhile would otherwise be made alone.
      if !isUndo { try chain.check(moves.places + [(callback, places)]) }
      let number = try moves.add(callback, by: places, request, isUndo: isUndo)
      if !isUndo { changes.append(.waiting(number), by: .move(callback: callback, by: places)) }
      return
    }
    let (old, new) = try chain.move(callback, by: places)
    if !isUndo {
      changes.append(
        .move(callback: callback, by: old - new), by: .move(callback: callback, by: places))
    }
    applied(request, "position of \(callback)", .integer(old + 1), .integer(new + 1))
  }

  /// The learning rate after a change of the one that holds.
  func rate(after change: NumberChange) throws(EditRefusal) -> Float {
    let present = training.model.learningRate.shortest
    let rate = change.result(from: present) ?? .nan
    let new = Float(rate)
    guard new.isFinite, new > 0 else {
      if change.isRelative, present == 0 {
        throw EditRefusal("the learning rate is 0 now: set a number, such as 0.001")
      }
      let fault = Self.fault(ofRate: rate)
      throw EditRefusal(
        change.isRelative
          ? "the learning rate \(present.settingWords) would become \(rate.metricWords), "
            + "which is \(fault)"
          : rate > 0
            ? "\(rate.metricWords) is \(fault)"
            : "a learning rate is a number above 0, such as 0.001")
    }
    return new
  }

  /// The reason why a number is not a learning rate, which has 32 bits.
  private static func fault(ofRate rate: Double) -> String {
    guard rate > 0 else { return "not a number above 0" }
    let limit: Float = rate < 1 ? .leastNonzeroMagnitude : .greatestFiniteMagnitude
    let words = "learning rates \(rate < 1 ? "start" : "end") at \(Double(limit).metricWords)"
    return "too \(rate < 1 ? "small" : "large"): \(words)"
  }

  func replaceLearningRate(by new: Float, _ source: String) {
    let old = training.model.learningRate
    training.model.learningRate = new
    training.tell(
      .learningRateChanged(
        LearningRateChange(
          epoch: training.epoch, step: training.step, old: Double(old), new: Double(new),
          by: source)))
  }

  /// Changes the number of epochs to train; a stop after a later one is dropped.
  ///
  /// - Returns: The change.
  func setEpochs(_ epochs: Int, _ request: CommandRequest) throws(EditRefusal) -> AppliedChange {
    let begun = training.epoch + 1
    guard epochs >= begun else {
      throw EditRefusal(
        isBetweenEpochs
          ? "epoch \(begun) is next: epochs takes at least \(begun); stop ends training earlier"
          : "epoch \(begun) has begun: epochs takes at least \(begun); stop ends training earlier")
    }
    guard epochs <= RunCommand.mostEpochs else {
      throw EditRefusal("epochs takes a whole number up to \(RunCommand.mostEpochs)")
    }
    let old = training.epochs
    training.epochs = epochs
    let dropped = dropStop(after: epochs)
    let notes = [dropped.map { "the stop after epoch \($0.epoch) is dropped" }, noteOfLength]
      .compactMap(\.self)
    applied(
      request, "epochs", .integer(old), .integer(epochs),
      note: notes.isEmpty ? nil : notes.joined(separator: "; "))
    return .epochs(old: old, stop: dropped)
  }

  /// The number of epochs that have begun.
  var epochsBegun: Int { training.epoch + (isBetweenEpochs ? 0 : 1) }

  /// The clause about a schedule that will write over the learning rate.
  var noteOfSchedule: String? {
    guard chain.schedule != nil, isBetweenEpochs || training.epoch + 1 < training.epochs else {
      return nil
    }
    let isAtOnce = isBetweenEpochs || isAfterLastEpoch
    return "the schedule takes over \(isAtOnce ? "at once" : "at the end of the epoch")"
  }

  /// The clause about a schedule of the learning rate that does not follow the number of epochs.
  private var noteOfLength: String? {
    guard let epochs = training.changedEpochs, let rate = chain.schedule?.lastRate(training) else {
      return nil
    }
    let length = "the rate's schedule keeps its \(training.plannedEpochs) epochs"
    guard epochs > training.plannedEpochs else { return length }
    return "\(length), then its last rate, \(rate.rateWords)"
      + (rate == 0 ? ": nothing will be learned" : "")
  }

  func current(_ field: String, of id: String) -> ParameterValue? {
    chain.states.first { $0.id == id }?.field(field)?.value
  }
}
