public import Callbacks
public import RunModel

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The fit loop: it trains a learner, runs the chain, carries out requests and reports events.
///
/// It is made and used on one thread. The loop is Keras's `fit` with two additions: requests are
/// carried out after each batch and between epochs, and everything that happens is reported as a
/// `RunEvent`.
public final class Trainer {
  private let learner: any Learner
  private let chain: CallbackChain
  private let history = History()
  private let info: RunInfo
  private let training: TrainingContext
  private let requests: CallbackRequests
  private let control: RunControl
  private let remarks: [String]
  private let keeper: ResumeKeeper?
  private let point: ResumePoint?
  private let report: Report
  private var firstEpoch = 0
  private var epochsDone = 0
  private var problemsTold: Set<String> = []
  private var lastLogs = Logs()
  private let total: Stopwatch

  /// Prepares a run; nothing happens before `fit`.
  ///
  /// - Parameters:
  ///   - info: The description of the run; its callbacks and steps are filled in here.
  ///   - remarks: The findings of `ChainCheck`, reported as warnings when the run starts.
  ///   - point: The point from which an interrupted run is resumed.
  ///   - edits: Changes to make, in order; those of epochs before a resumed one, and those that
  ///     its state holds, were made before.
  ///   - keeper: Saves the state for a later resume.
  ///   - inbox: Receives requests.
  ///   - report: Receives every event, on the thread that calls `fit`.
  public init(
    learner: any Learner, callbacks: [any Callback], info: RunInfo, remarks: [String] = [],
    resuming point: ResumePoint? = nil, edits: [RunEdit] = [], keeper: ResumeKeeper? = nil,
    inbox: CommandInbox = CommandInbox(), report: @escaping (RunEvent.Kind) -> Void = { _ in }
  ) {
    self.learner = learner
    self.remarks = remarks
    self.point = point
    self.keeper = keeper
    let report = Report(report)
    self.report = report
    // Keras adds its History after the caller's callbacks, so that it sees their metrics.
    chain = CallbackChain(callbacks, last: [history])
    var info = info
    info.stepsPerEpoch = learner.stepsPerEpoch
    self.info = info
    let total = Stopwatch(after: point?.state.seconds ?? 0)
    self.total = total
    training = TrainingContext(
      model: learner, epochs: info.epochs, steps: learner.stepsPerEpoch, isResumed: point != nil,
      report: report.tell, elapsed: { total.seconds })
    if let epochs = point?.state.epochs { training.epochs = epochs }
    requests = CallbackRequests(training)
    control = RunControl(
      inbox: inbox, chain: chain, training: training, keeper: keeper,
      edits: edits.filter { $0.epoch >= point?.state.epoch ?? 0 },
      made: point?.state.edits ?? [], report: report)
  }

  /// True when a run that was interrupted in its first epoch starts over.
  public var startsOver: Bool {
    get { training.startsOver }
    set { training.startsOver = newValue }
  }

  /// Trains until the last epoch, or until a callback or a person ends it.
  ///
  /// - Returns: The metrics of every epoch.
  /// - Throws: The error of the learner or of a callback, after the event that the run failed;
  ///   `onTrainEnd` is then not called, as in Keras.
  @discardableResult
  public func fit() throws -> History {
    let late = LateWrites(chain: chain, training: training, requests: requests)
    do {
      try begin()
      let isToFinish = point?.isToFinish == true
      var reason = isToFinish ? point?.state.reason ?? .completed : .completed
      var epoch = firstEpoch
      while epoch < training.epochs, !isToFinish {
        training.epoch = epoch
        training.step = 0
        total.leaveOut(control.obey(isBetweenEpochs: true))
        if let stop = control.stop {
          reason = stop
          break
        }
        try run(epoch)
        if epoch + 1 >= training.epochs, control.stopAtEpochEnd == nil, !training.stopTraining {
          total.leaveOut(control.obeyAfterLastEpoch())
        }
        if let stop = control.stopAtEpochEnd ?? stopByCallback(epoch) {
          reason = stop
          break
        }
        epoch += 1
      }
      let state = try late.write(learner, keeper)
      finishWeights()
      try chain.trainEnded(lastLogs, training)
      end(reason, unwritten: try late.files() + state)
    } catch {
      end(.failed("\(error)"), unwritten: late.filesAfterError())
      throw error
    }
    return history
  }

  /// Restores an interrupted run, runs `onTrainBegin`, and reports that the run starts.
  ///
  /// That event comes first, although its content is known only then.
  private func begin() throws {
    total.restart()
    report.hold()
    defer { announce() }
    let links = try point.map { try $0.restore(learner) }
    if let point {
      firstEpoch = point.state.epoch
      lastLogs = point.state.lastLogs
      training.recorded = point.epochs.filter { $0.epoch < point.state.epoch }
    }
    try chain.trainBegan(training)
    requests.collect()
    guard let point, let links else {
      firstEpoch = requests.firstEpoch ?? 0
      return
    }
    let remarks = chain.resume(
      from: links, hasEnded: point.state.reason != nil && !point.isToFinish,
      keepsOrder: point.keepsOrder,
      keeping: point.keeping)
    history.append(training.recorded)
    training.recorded = []
    if let trouble = keeper?.amend(
      epoch: firstEpoch, chain.savedCallbacks, learningRate: learner.learningRate,
      epochs: training.changedEpochs, edits: point.state.edits)
    {
      report.tell(.warning(from: "resume", text: trouble))
    }
    for remark in remarks { report.tell(.warning(from: "resume", text: remark)) }
  }

  private func announce() {
    epochsDone = firstEpoch
    var info = info
    info.firstEpoch = firstEpoch
    info.epochs = training.epochs
    info.learningRate = Double(learner.learningRate)
    info.callbacks = chain.states
    report.release(after: [.runStarted(info)] + remarks.map { .warning(from: "recipe", text: $0) })
    tellProblems()
  }

  private func run(_ epoch: Int) throws {
    let watch = Stopwatch()
    report.tell(.epochStarted(epoch: epoch))
    try chain.epochBegan(epoch, training)
    // The callback that swapped the average in may have been switched off since.
    learner.useAverage(false)
    try learner.beginEpoch(epoch)
    _ = requests.excludesLastBatch()
    var means = RunningMeans()
    var progress = ProgressReport(steps: learner.stepsPerEpoch)
    var samples = 0
    for step in 0..<learner.stepsPerEpoch {
      try chain.batchBegan(step, training)
      let metrics = try learner.trainStep(step)
      training.step = step + 1
      training.batchMetrics = metrics.values
      samples += metrics.samples
      let before = means
      means.add(metrics)
      try chain.batchEnded(step, means.logs(), training)
      // Without another batch the means stay.
      if requests.excludesLastBatch(), !before.isEmpty { means = before }
      if let recent = progress.add(metrics, step: step + 1, steps: learner.stepsPerEpoch) {
        report.tell(
          .stepEnded(
            StepProgress(
              epoch: epoch, step: step + 1, steps: learner.stepsPerEpoch, logs: means.logs(),
              recent: recent, samplesPerSecond: Double(samples) / watch.seconds)))
      }
      let pause = control.obey()
      watch.leaveOut(pause)
      total.leaveOut(pause)
      if control.stopsNow, step + 1 < learner.stepsPerEpoch {
        training.isBrokenOff = true
        training.stopTraining = true
      }
      if training.stopTraining { break }
      // The screen's thread may want this processor.
      sched_yield()
    }
    var logs = means.logs()
    logs.update(try validate(epoch))
    lastLogs = logs
    tellProblems()
    // An immediate stop does not ask for the extras of a last epoch.
    training.endsAfterEpoch = control.stopAtEpochEnd != nil && !control.stopsNow
    let final = try chain.epochEnded(epoch, logs, training)
    if !training.isBrokenOff { epochsDone += 1 }
    report.tell(
      .epochEnded(
        EpochSummary(
          epoch: epoch, logs: final, learningRate: Double(learner.learningRate),
          seconds: watch.seconds, callbacks: chain.states,
          brokenOffAt: training.isBrokenOff ? training.step : nil)))
    keep(epoch)
  }

  /// Warns of data left out since the last time: of the first ones individually, then of their
  /// number.
  private func tellProblems() {
    // The list may grow anywhere: an image that is read later may come earlier in it.
    let new = learner.problems.filter { problemsTold.insert($0).inserted }
    let before = problemsTold.count - new.count
    for problem in new.prefix(max(0, Self.problemLimit - before)) {
      report.tell(.warning(from: "data", text: problem))
    }
    if !new.isEmpty, problemsTold.count > Self.problemLimit {
      report.tell(
        .warning(from: "data", text: "\(problemsTold.count) items have been left out so far"))
    }
  }

  private static let problemLimit = 20

  /// Saves the state for a resume, after the whole chain; an epoch that was broken off is trained
  /// again.
  private func keep(_ epoch: Int) {
    requests.collect()
    defer { requests.checkpoints = [] }
    guard let keeper, training.step == learner.stepsPerEpoch else { return }
    var state = ResumeState(
      epoch: epoch + 1, learningRate: learner.learningRate, seconds: total.seconds,
      iterations: learner.iterations, weights: "", lastLogs: lastLogs,
      callbacks: chain.savedCallbacks, reason: chain.stopper == nil ? nil : stopByCallback(epoch))
    state.epochs = training.changedEpochs
    if let trouble = keeper.keep(state, model: learner, checkpoints: requests.checkpoints) {
      report.tell(.warning(from: "resume", text: trouble))
    }
  }

  /// Leaves the average of the weights in the model, if the optimiser keeps one.
  private func finishWeights() {
    if learner.usesAverage {
      learner.averagedWeights = learner.weights
    } else if let average = learner.averagedWeights {
      learner.weights = average
    }
  }

  private func validate(_ epoch: Int) throws -> Logs {
    guard learner.validationSteps > 0 else { return Logs() }
    report.tell(.validationStarted(epoch: epoch))
    try chain.testBegan(training)
    var means = RunningMeans()
    for step in 0..<learner.validationSteps {
      try chain.testBatchBegan(step, training)
      means.add(try learner.validationStep(step))
      try chain.testBatchEnded(step, means.logs(), training)
    }
    try chain.testEnded(means.logs(), training)
    return means.logs(prefix: "val_")
  }

  private func stopByCallback(_ epoch: Int) -> StopReason? {
    guard training.stopTraining else { return nil }
    let stopper = chain.stopper?.callback
    return .callback(
      name: stopper?.name ?? "a callback", epoch: epoch, evidence: stopper?.stopEvidence)
  }

  private func end(_ reason: StopReason, unwritten: [String]) {
    control.refuseWaiting()
    requests.collect()
    report.tell(
      .runEnded(
        RunEnd(
          reason: reason, epochs: epochsDone, restoredEpoch: requests.restoredEpoch,
          seconds: total.seconds, unwritten: unwritten)))
  }
}
