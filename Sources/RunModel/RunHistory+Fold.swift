internal import OrderedCollections

extension RunHistory {
  /// Adds the next event of the run.
  ///
  /// - Complexity: O(metrics of the event), amortised.
  public mutating func apply(_ event: RunEvent) {
    // The loads of machine and ranks say nothing of the training.
    switch event.kind {
    case .machineRead(let machine):
      self.machine = machine
      return
    case .ranksTold(let loads):
      ranks = loads
      return
    default: break
    }
    let before = lastTime
    lastTime = max(lastTime ?? event.time, event.time)
    switch event.kind {
    case .runStarted(let info):
      start(info, at: event.time, lastHeard: before)
    case .epochStarted(let epoch):
      // What begins beyond the number of epochs shows that it was none.
      if let planned = info?.epochs, epoch >= planned { info?.epochs = 0 }
      move(toEpoch: epoch, step: 0)
      epochStartTime = event.time
      joinScheduleAtEpoch()
      if status != .paused { status = .training }
    case .stepEnded(let progress):
      add(progress)
    case .validationStarted:
      if status == .training { status = .validating }
    case .evaluated(let epoch, _, let values, _):
      addLate(values, epoch)
    case .measured(let measurement):
      add(measurement)
    case .samplesChosen(let samples):
      self.samples = samples
    case .detected(let epoch, let report):
      add(report, epoch)
    case .weightsRestored(let epoch, let by):
      let weights = epoch.map { "weights of epoch \($0 + 1)" } ?? "the first weights"
      note(event.time, x: position, .edit, "\(weights) restored (\(by))")
    case .epochEnded(let summary):
      add(summary, at: event.time)
    case .learningRateChanged(let change):
      add(change, at: event.time)
    case .improved(let epoch, _, let metric, let value):
      addBest(of: metric, value, epoch, at: event.time)
    case .checkpointSaved(let epoch, let path, let step):
      checkpoint = SavedCheckpoint(epoch: epoch, path: path)
      let name = path.split(separator: "/").last.map(String.init) ?? path
      let x = step.map { self.x(epoch: epoch, step: $0) } ?? self.x(endOf: epoch)
      note(event.time, x: x, .checkpoint, "saved \(name)")
    case .message(let from, let text):
      // The messages of EarlyStopping, ReduceLROnPlateau and ModelCheckpoint have events of their own.
      if callbacks.contains(where: { $0.name == from && $0.hasEvents }) { return }
      note(event.time, x: position, nil, text.contains(from) ? text : "\(from): \(text)")
    case .warning(let from, let text):
      note(event.time, x: position, .warning, from.isEmpty ? text : "\(from): \(text)")
    case .paused(let epoch, let step):
      pause(at: event.time, epoch: epoch, step: step)
    case .resumed:
      status = .training
      endPause(at: event.time)
      note(event.time, x: position, nil, "resumed")
    case .machineRead, .ranksTold: break
    case .commandApplied(let applied):
      add(applied, at: event.time)
    case .commandRefused(let request, let why):
      note(event.time, x: position, nil, "refused \(request.command.words): \(why)")
    case .runEnded(let end):
      finish(end, at: event.time)
    }
  }

  private mutating func pause(at time: Double, epoch: Int, step: Int) {
    if step == 0 { waiting.remove(.pause) }
    // The batches since the last report count, too.
    move(toEpoch: epoch, step: step)
    status = .paused
    pauseStart = time
    note(time, x: position, .pause, "paused")
  }

  private mutating func endPause(at time: Double) {
    if let start = pauseStart { pausedSeconds += time - start }
    pauseStart = nil
  }

  private mutating func finish(_ end: RunEnd, at time: Double) {
    var end = end
    end.reason = end.reason.explained(by: callbacks) { epochSeries[$0]?.best($1)?.y }
    (self.end, waiting, stopEpoch) = (end, [], nil)
    endPause(at: time)
    status = .ended(end.reason)
    let restored = end.restoredEpoch.map { "; weights of epoch \($0 + 1) restored" } ?? ""
    note(time, x: position, .end, sentence(of: end.reason) + restored)
    for gap in gaps { note(time, x: position, .warning, gap) }
  }

  /// Starts a run, or continues an earlier one: the partial epoch is then discarded, and the time
  /// between counts as a pause.
  private mutating func start(_ info: RunInfo, at time: Double, lastHeard: Double?) {
    let isResumed = info.firstEpoch > 0 && self.info != nil
    // The last x of what is kept.
    let x = isResumed ? self.x(endOf: info.firstEpoch - 1) : Double(info.firstEpoch)
    if isResumed {
      pausedSeconds += time - (pauseStart ?? lastHeard ?? time)
      rewind(toEpoch: info.firstEpoch, x)
    } else {
      self = RunHistory()
      startTime = time
      lastTime = time
    }
    (self.info, callbacks, status) = (info, info.callbacks, .training)
    (machine, ranks) = (nil, [])
    (epochStartTime, pauseStart) = (nil, nil)
    (end, brokenOff, waiting, stopEpoch) = (nil, nil, [], nil)
    toldBests = ToldBests()
    (epoch, step, steps) = (info.firstEpoch, 0, info.stepsPerEpoch)
    beginSchedule(at: x)
    if info.isOurs || info.learningRate != 0 { learningRates.append(x: x, y: info.learningRate) }
    if isResumed {
      note(time, x: x, .edit, "resumed at epoch \(info.firstEpoch + 1)")
    }
  }

  /// Discards everything after the start of an epoch.
  ///
  /// - Parameter x: The x of that start.
  private mutating func rewind(toEpoch epoch: Int, _ x: Double) {
    lost.append(LostPart(of: self, after: x))
    tally.begin(epoch, after: Int(x))
    tally.rewind(to: epoch)
    for name in stepSeries.keys { stepSeries[name]?.cut(after: x) }
    for name in epochSeries.keys { epochSeries[name]?.cut(after: x) }
    changeDetectorSeries { $0.cut(after: x) }
    learningRates.cut(after: x)
    cutSchedule(after: x)
    epochs.removeAll { $0.epoch >= epoch }
    marks.removeAll { $0.x > x || $0.kind == .end }
  }

  private mutating func add(_ progress: StepProgress) {
    countStepsIfNeeded(progress)
    // A schedule may have replaced the rate told at the start before the first step.
    let isFirst = learningRates.count == 1 && learningRates.lastPoint?.x == position
    let start = position
    move(toEpoch: progress.epoch, step: progress.step)
    steps = progress.steps
    if status != .paused { status = .training }
    samplesPerSecond = progress.samplesPerSecond > 0 ? progress.samplesPerSecond : nil
    if let rate = progress.learningRate, rate != learningRates.last {
      learningRates.set(x: isFirst ? start : position, y: rate)
    }
    // A script tells it with each step.
    if info?.isOurs == false { addScheduled(progress) }
    for (name, value) in progress.recent {
      guard let number = value.double else { continue }
      stepSeries[name, default: Series()].append(x: position, y: number)
    }
  }

  /// Adds metrics that were computed after their epoch had ended and so are not in its logs.
  private mutating func addLate(_ values: Logs, _ epoch: Int) {
    guard epochs.last?.epoch == epoch else { return }
    let x = self.x(endOf: epoch)
    for (name, value) in values {
      guard let number = value.double, epochs.last?.logs[value: name] == nil else { continue }
      // A value that was measured within the next epoch may be there already.
      epochSeries[name, default: Series()].insert(x: x, y: number)
    }
  }

  /// Adds metrics that were measured within an epoch.
  private mutating func add(_ measurement: Measurement) {
    let x = self.x(epoch: measurement.epoch, step: measurement.step)
    if !measurement.callbacks.isEmpty { callbacks = measurement.callbacks }
    for (name, value) in measurement.values {
      guard let number = value.double else { continue }
      epochSeries[name, default: Series()].set(x: x, y: number)
    }
  }

  /// Adds a best value, once per epoch and metric: several callbacks may watch one metric.
  private mutating func addBest(of metric: String, _ value: Double, _ epoch: Int, at time: Double) {
    guard isExtreme(value, of: metric) else { return }
    if toldBests.epoch != epoch { toldBests = ToldBests(epoch: epoch) }
    guard toldBests.metrics.insert(metric).inserted else { return }
    note(time, x: x(endOf: epoch), .best, "best \(metric) \(value.metricWords)")
  }

  /// Returns false for a value between others: a callback that began anew calls it better.
  private func isExtreme(_ value: Double, of metric: String) -> Bool {
    let points = epochSeries[metric]?.points ?? []
    return value.isFinite
      && !(points.contains { $0.y < value } && points.contains { $0.y > value })
  }

  private mutating func add(_ report: DetectionReport, _ epoch: Int) {
    self.report = report
    let x = self.x(endOf: epoch)
    for row in report.classes {
      guard let value = row.averagePrecision else { continue }
      classSeries[row.name, default: Series()].append(x: x, y: value)
    }
    guard let errors = report.errors, let mean = report.meanAveragePrecision else { return }
    detectionSeries.append(x: x, y: mean)
    for kind in errors.kinds {
      errorSeries[kind.name, default: Series()].append(x: x, y: kind.gain)
    }
  }

  private mutating func add(_ summary: EpochSummary, at time: Double) {
    move(toEpoch: summary.epoch, step: summary.epoch == epoch ? step : 0)
    // Everything that waited for the end of the epoch is due now, but a stop after a later one.
    waiting = stopEpoch.map { $0 > summary.epoch + 1 } == true ? [.stop] : []
    if waiting.isEmpty { stopEpoch = nil }
    if let words = summary.cutWords(of: steps) {
      // It is not an epoch: none of its values may become a best value.
      brokenOff = summary
      if !summary.callbacks.isEmpty { callbacks = summary.callbacks.map(keepingValues) }
      step = max(step, summary.brokenOffAt ?? 0)
      let start = x(epoch: epoch, step: 0)
      changeDetectorSeries { $0.cut(after: start) }
      note(time, x: position, nil, words)
      return
    }
    let x = self.x(endOf: summary.epoch)
    for (name, value) in summary.logs {
      guard let number = value.double else { continue }
      if !number.isFinite, isFiniteLoss(name) {
        note(time, x: x, .warning, "\(name) is \(number.metricWords)")
      }
      // A value that was also told when it was measured, at the last step, is one point.
      epochSeries[name, default: Series()].set(x: x, y: number)
    }
    if !summary.callbacks.isEmpty { callbacks = summary.callbacks }
    epochs.append(summary)
  }

  /// Returns true for a loss that was finite at the ends of all earlier epochs.
  private func isFiniteLoss(_ name: String) -> Bool {
    name.lowercased().contains("loss")
      && epochs.allSatisfy { $0.logs[value: name]?.double?.isFinite != false }
  }

  /// The state of a callback after an epoch that was cut: one that measures keeps its earlier values.
  private func keepingValues(_ state: CallbackState) -> CallbackState {
    state.role == .measures ? callbacks.first { $0.id == state.id } ?? state : state
  }

  /// Adds a line to the list of events, and its mark.
  mutating func note(_ time: Double, x: Double, _ mark: EventMark.Kind?, _ text: String) {
    entries.append(
      Entry(time: time, elapsed: elapsed(at: time), x: x, mark: mark, text: text))
    if let mark { marks.append(EventMark(x: x, kind: mark, text: text)) }
  }
}

extension CallbackState {
  /// True when events report everything that it prints.
  fileprivate var hasEvents: Bool { watchesPlateau || role == .saves }
}
