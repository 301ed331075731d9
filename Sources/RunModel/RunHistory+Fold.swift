internal import OrderedCollections

extension RunHistory {
  /// Takes one event in.
  ///
  /// - Complexity: O(metrics of the event), amortised.
  public mutating func apply(_ event: RunEvent) {
    lastTime = max(lastTime ?? event.time, event.time)
    switch event.kind {
    case .runStarted(let info):
      self.info = info
      startTime = event.time
      status = .training
      steps = info.stepsPerEpoch
      callbacks = info.callbacks
      learningRates.append(x: 0, y: info.learningRate)
    case .epochStarted(let epoch):
      self.epoch = epoch
      step = 0
      if status != .paused { status = .training }
    case .stepEnded(let progress):
      take(progress)
    case .validationStarted:
      if status == .training { status = .validating }
    case .evaluated:
      break
    case .epochEnded(let summary):
      take(summary)
    case .learningRateChanged(let change):
      take(change, at: event.time)
    case .improved(let epoch, _, let metric, let value):
      // Several callbacks may watch one metric; its best value is one event.
      let isKnown = marks.contains { $0.kind == .best && $0.x == Double(epoch + 1) }
      if !isKnown {
        note(event.time, x: Double(epoch + 1), .best, "best \(metric) \(value.metricWords)")
      }
    case .checkpointSaved(let epoch, let path):
      let name = path.split(separator: "/").last.map(String.init) ?? path
      note(event.time, x: Double(epoch + 1), .checkpoint, "saved \(name)")
    case .message(let from, let text):
      // What EarlyStopping, ReduceLROnPlateau and ModelCheckpoint print has its own events.
      if callbacks.contains(where: { $0.name == from && $0.hasEvents }) { return }
      note(event.time, x: position, nil, text.contains(from) ? text : "\(from): \(text)")
    case .warning(let from, let text):
      note(event.time, x: position, .warning, "\(from): \(text)")
    case .paused:
      status = .paused
      pauseStart = event.time
      note(event.time, x: position, .pause, "paused")
    case .resumed:
      status = .training
      if let start = pauseStart { pausedSeconds += event.time - start }
      pauseStart = nil
      note(event.time, x: position, nil, "resumed")
    case .commandApplied(let applied):
      take(applied, at: event.time)
    case .commandRefused(let request, let why):
      note(event.time, x: position, nil, "refused \(request.command.words): \(why)")
    case .runEnded(let end):
      self.end = end
      if let start = pauseStart { pausedSeconds += event.time - start }
      pauseStart = nil
      status = .ended(end.reason)
      let restored = end.restoredEpoch.map { "; weights of epoch \($0 + 1) restored" } ?? ""
      note(event.time, x: position, .end, end.reason.sentence + restored)
    }
  }

  private mutating func take(_ progress: StepProgress) {
    epoch = progress.epoch
    step = progress.step
    steps = progress.steps
    if status != .paused { status = .training }
    samplesPerSecond = progress.samplesPerSecond
    for (name, value) in progress.recent {
      guard let number = value.double else { continue }
      stepSeries[name, default: Series()].append(x: position, y: number)
    }
  }

  private mutating func take(_ summary: EpochSummary) {
    epoch = summary.epoch
    for (name, value) in summary.logs {
      guard let number = value.double else { continue }
      epochSeries[name, default: Series()].append(x: Double(summary.epoch + 1), y: number)
    }
    callbacks = summary.callbacks
    epochs.append(summary)
  }

  private mutating func take(_ change: LearningRateChange, at time: Double) {
    let x = steps > 0 ? Double(change.epoch) + Double(change.step) / Double(steps) : position
    learningRates.append(x: x, y: change.new)
    let isCallback = callbacks.contains { $0.name == change.by }
    let words = "learning rate \(change.old.metricWords) → \(change.new.metricWords)"
    note(
      time, x: x, isCallback && change.new < change.old ? .learningRateCut : .edit,
      "\(words) (\(change.by))")
  }

  private mutating func take(_ applied: AppliedCommand, at time: Double) {
    if !applied.callbacks.isEmpty { callbacks = applied.callbacks }
    // The event of the learning rate itself says what changed.
    guard let subject = applied.subject, subject != "learning_rate" else {
      if case .stop = applied.request.command {
        note(time, x: position, nil, "\(applied.request.command.words) (\(applied.request.source))")
      }
      return
    }
    if case .reset = applied.request.command {
      note(
        time, x: position, .edit, "\(applied.request.command.words) (\(applied.request.source))")
      return
    }
    let change = "\(applied.old?.words ?? "") → \(applied.new?.words ?? "")"
    note(time, x: position, .edit, "\(subject) \(change) (\(applied.request.source))")
  }

  private mutating func note(_ time: Double, x: Double, _ mark: RailMark.Kind?, _ text: String) {
    entries.append(Entry(time: time, x: x, mark: mark, text: text))
    if let mark { marks.append(RailMark(x: x, kind: mark, text: text)) }
  }
}

extension CallbackState {
  /// Whether all it prints is told by events, too.
  fileprivate var hasEvents: Bool { patience != nil || name == "ModelCheckpoint" }
}
