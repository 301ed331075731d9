public import Callbacks
public import RunModel

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The fit loop: trains a learner, runs the chain, obeys requests, tells what happens.
///
/// Made and used on one thread. The loop is Keras's `fit` with two additions: requests are obeyed after
/// each batch and between epochs, and everything that happens is told as a `RunEvent`.
public final class Trainer {
  private let learner: any Learner
  private let chain: CallbackChain
  private let history = History()
  private let info: RunInfo
  private let training: TrainingContext
  private let control: RunControl
  private let remarks: [String]
  private let report: (RunEvent.Kind) -> Void
  private var epochsDone = 0
  private var lastLogs = Logs()
  private var total = Stopwatch()

  /// Prepares a run; nothing happens before `fit`.
  ///
  /// - Parameters:
  ///   - info: what to say of the run when it starts; its callbacks and steps are filled in here.
  ///   - remarks: what `ChainCheck` found; told as warnings when the run starts.
  ///   - inbox: where requests arrive.
  ///   - report: receives every event's kind, on the thread that calls `fit`.
  public init(
    learner: any Learner, callbacks: [any Callback], info: RunInfo, remarks: [String] = [],
    inbox: CommandInbox = CommandInbox(), report: @escaping (RunEvent.Kind) -> Void = { _ in }
  ) {
    self.learner = learner
    self.remarks = remarks
    self.report = report
    // Keras adds its History after the caller's callbacks, so that it sees what they add.
    chain = CallbackChain(callbacks + [history])
    var info = info
    info.stepsPerEpoch = learner.stepsPerEpoch
    info.learningRate = Double(learner.learningRate)
    self.info = info
    training = TrainingContext(
      model: learner, epochs: info.epochs, steps: learner.stepsPerEpoch, report: report)
    control = RunControl(inbox: inbox, chain: chain, training: training)
  }

  /// Trains until the last epoch, or until a callback or a person ends it.
  ///
  /// - Returns: the metrics of every epoch.
  /// - Throws: what the learner or a callback threw, after telling that the run failed; `onTrainEnd`
  ///   is then not called, as in Keras.
  @discardableResult
  public func fit() throws -> History {
    var info = info
    info.callbacks = chain.states
    total.restart()
    report(.runStarted(info))
    for remark in remarks { report(.warning(from: "recipe", text: remark)) }
    do {
      try chain.trainBegan(training)
      var reason = StopReason.completed
      for epoch in 0..<info.epochs {
        training.epoch = epoch
        training.step = 0
        total.leaveOut(control.obey(isBetweenEpochs: true))
        if let stop = control.stop {
          reason = stop
          break
        }
        try run(epoch)
        if let stop = control.stop ?? stopByCallback(epoch) {
          reason = stop
          break
        }
      }
      try chain.trainEnded(lastLogs, training)
      end(reason)
    } catch {
      end(.failed("\(error)"))
      throw error
    }
    return history
  }

  private func run(_ epoch: Int) throws {
    var watch = Stopwatch()
    report(.epochStarted(epoch: epoch))
    try chain.epochBegan(epoch, training)
    try learner.beginEpoch(epoch)
    var means = RunningMeans()
    var progress = ProgressReport(steps: learner.stepsPerEpoch)
    var samples = 0
    for step in 0..<learner.stepsPerEpoch {
      try chain.batchBegan(step, training)
      let metrics = try learner.trainStep(step)
      training.step = step + 1
      samples += metrics.samples
      means.add(metrics)
      try chain.batchEnded(step, means.logs(), training)
      if let recent = progress.add(metrics, step: step + 1, steps: learner.stepsPerEpoch) {
        report(
          .stepEnded(
            StepProgress(
              epoch: epoch, step: step + 1, steps: learner.stepsPerEpoch, logs: means.logs(),
              recent: recent, samplesPerSecond: Double(samples) / watch.seconds)))
      }
      let pause = control.obey()
      watch.leaveOut(pause)
      total.leaveOut(pause)
      if control.stopsNow { training.stopTraining = true }
      if training.stopTraining { break }
      // The screen's thread may want this processor.
      sched_yield()
    }
    var logs = means.logs()
    logs.update(try validate(epoch))
    lastLogs = logs
    let final = try chain.epochEnded(epoch, logs, training)
    epochsDone += 1
    report(
      .epochEnded(
        EpochSummary(
          epoch: epoch, logs: final, learningRate: Double(learner.learningRate),
          seconds: watch.seconds, callbacks: chain.states)))
  }

  private func validate(_ epoch: Int) throws -> Logs {
    guard learner.validationSteps > 0 else { return Logs() }
    report(.validationStarted(epoch: epoch))
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

  private func end(_ reason: StopReason) {
    report(
      .runEnded(
        RunEnd(
          reason: reason, epochs: epochsDone, restoredEpoch: training.restoredEpoch,
          seconds: total.seconds)))
  }
}
