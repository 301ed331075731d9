internal import Callbacks
internal import JSONText
internal import RunModel

extension RunControl {
  /// Carries out a command, which is that of the request unless it makes an undone change again.
  func perform(_ command: RunCommand, for request: CommandRequest) throws(EditRefusal) {
    switch command {
    case .pause:
      applied(request)
      setPaused(true)
    case .resume:
      applied(request)
      forget(.pause)
      setPaused(false)
    case .stepEpoch:
      if !pausesAtEpochEnd { changes.append(.atEpochEnd(.pause), by: command) }
      pausesAtEpochEnd = true
      applied(request)
      setPaused(false)
    case .stop(let moment): try stop(moment, request)
    case .stopAfter(let epoch): try stop(after: epoch, request)
    case .setLearningRate(let change):
      let new = try rate(after: change)
      let old = training.model.learningRate
      guard new != old else {
        return appliedNothing(request, "learning_rate", .number(old.shortest))
      }
      replaceLearningRate(by: new, request.source)
      changes.append(
        .learningRate(old: old, new: new, epochs: epochsBegun), by: command,
        of: keyed("learning_rate", .number(old.shortest), .number(new.shortest), request))
      applied(
        request, "learning_rate", .number(old.shortest), .number(new.shortest),
        note: noteOfSchedule)
    case .setEpochs(training.epochs):
      appliedNothing(request, "epochs", .integer(training.epochs))
    case .setEpochs(let epochs):
      changes.append(try setEpochs(epochs, request), by: command)
    case .edit(let callback, let field, let value):
      let (old, undo) = try chain.set(field, of: callback, to: value)
      let new = current(field, of: callback) ?? value
      guard new != old else { return appliedNothing(request, "\(callback).\(field)", old) }
      let subject = "\(callback).\(field)"
      changes.append(
        .field(callback: callback, name: field, undo: undo), by: command,
        of: keyed(subject, old, new, request))
      applied(request, subject, old, new)
    case .reset(let callback):
      changes.append(.memory(try chain.reset(callback), callback: callback), by: command)
      applied(request, callback)
    case .move(let callback, let places):
      try move(callback, by: places, request)
    case .undo:
      try undo(request)
    case .redo:
      try redo(request)
    case .cancel(let waiting):
      guard waits(waiting) else {
        throw EditRefusal("no \(waiting == .stop ? "stop" : "pause") is pending")
      }
      forget(waiting)
      applied(request, waiting.rawValue)
    case .save:
      let path = try save()
      applied(request, note: "saved \(path.split(separator: "/").last ?? "a checkpoint")")
      training.tell(
        .checkpointSaved(epoch: training.epoch, path: path, step: training.step))
    case .evaluate:
      let values = try evaluate(by: request.source)
      let words = values.compactMap { entry in
        entry.value.double.map { "\(entry.name) \($0.metricWords)" }
      }
      applied(request, note: words.joined(separator: ", "))
    case .apply(let edits): try plan(edits, request)
    case .other:
      throw EditRefusal("no such command: \(command.words)")
    }
  }

  /// A value that a key of a screen changes; nil for other requests.
  private func keyed(
    _ subject: String, _ old: ParameterValue, _ new: ParameterValue, _ request: CommandRequest
  ) -> KeyedValue? {
    request.screen.map {
      KeyedValue(subject: subject, screen: $0, old: old, new: new, arrival: arrival)
    }
  }

  /// Answers a request for what holds already: nothing has changed that could be undone.
  private func appliedNothing(
    _ request: CommandRequest, _ subject: String, _ value: ParameterValue
  ) {
    applied(request, note: AppliedCommand.words(unchanged: subject, value))
  }

  func applied(
    _ request: CommandRequest, _ subject: String? = nil, _ old: ParameterValue? = nil,
    _ new: ParameterValue? = nil, note: String? = nil
  ) {
    if let subject {
      hasChanged = true
      // The subject of a reset, and of an undone reset, is the callback itself.
      if old == nil, chain.links.contains(where: { $0.id == subject }) { wasReset.insert(subject) }
    }
    training.tell(
      .commandApplied(
        AppliedCommand(
          request: request, epoch: training.epoch, step: training.step, subject: subject, old: old,
          new: new, note: note, callbacks: [])))
  }
}
