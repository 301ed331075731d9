/// One thing that happened in a run: a line of `events.jsonl`.
///
/// Everything on screen is a fold of these, whether they come from a trainer in this process, from
/// another process, or from a file written last year. Epochs and steps count from 0, except
/// `StepProgress.step`, which is the number of steps done.
public struct RunEvent: Equatable, Sendable {
  /// When, in seconds since 1970.
  public var time: Double
  /// What.
  public var kind: Kind

  /// Makes an event.
  public init(time: Double, _ kind: Kind) {
    self.time = time
    self.kind = kind
  }

  /// What can happen.
  public enum Kind: Equatable, Sendable {
    /// Training begins; always the first event.
    case runStarted(RunInfo)
    /// An epoch begins.
    case epochStarted(epoch: Int)
    /// Some steps were done.
    case stepEnded(StepProgress)
    /// The validation set is being measured.
    case validationStarted(epoch: Int)
    /// A metric was computed for `logs`, once, by the callback that owns it.
    case evaluated(epoch: Int, by: String, values: Logs, seconds: Double)
    /// Images that the reports on a detector refer to; once a run, before the first report.
    case samplesChosen([SampleImage])
    /// What an evaluation of a detector found beside its numbers.
    case detected(epoch: Int, DetectionReport)
    /// An epoch ended and the whole chain has run.
    case epochEnded(EpochSummary)
    /// The learning rate changed.
    case learningRateChanged(LearningRateChange)
    /// A callback saw a new best value.
    case improved(epoch: Int, by: String, metric: String, value: Double)
    /// Weights were written to a file.
    case checkpointSaved(epoch: Int, path: String)
    /// A callback or the trainer said something.
    case message(from: String, text: String)
    /// Weights of an earlier epoch, or those of the start, were put back while training goes on.
    case weightsRestored(epoch: Int?, by: String)
    /// Something is likely to be wrong; training goes on.
    case warning(from: String, text: String)
    /// Training waits for a person.
    case paused(epoch: Int, step: Int)
    /// Training goes on.
    case resumed(epoch: Int, step: Int)
    /// A command was carried out.
    case commandApplied(AppliedCommand)
    /// A command could not be carried out.
    case commandRefused(request: CommandRequest, why: String)
    /// Training ended; always the last event of a run that ended in order.
    case runEnded(RunEnd)
  }
}

/// Where an epoch is.
public struct StepProgress: Equatable, Sendable {
  /// The epoch, from 0.
  public var epoch: Int
  /// Steps done in this epoch.
  public var step: Int
  /// Steps of the epoch.
  public var steps: Int
  /// Means since the epoch began, as Keras shows them.
  public var logs: Logs
  /// Means of the steps since the last such event.
  public var recent: Logs
  /// Examples a second since the epoch began, pauses left out.
  public var samplesPerSecond: Double

  /// Makes a report.
  public init(
    epoch: Int, step: Int, steps: Int, logs: Logs, recent: Logs, samplesPerSecond: Double
  ) {
    self.epoch = epoch
    self.step = step
    self.steps = steps
    self.logs = logs
    self.recent = recent
    self.samplesPerSecond = samplesPerSecond
  }
}

/// What an epoch came to.
public struct EpochSummary: Equatable, Sendable {
  /// The epoch, from 0.
  public var epoch: Int
  /// The logs as the last callback left them.
  public var logs: Logs
  /// The learning rate after the chain.
  public var learningRate: Double
  /// How long it took, validation and callbacks included, pauses left out.
  public var seconds: Double
  /// The state of every callback after the chain.
  public var callbacks: [CallbackState]
  /// Steps done when a stop broke the epoch off; nil for a whole epoch.
  ///
  /// An epoch that was broken off is trained again by a resume. Its values never count.
  public var brokenOffAt: Int?

  /// Makes a summary.
  public init(
    epoch: Int, logs: Logs, learningRate: Double, seconds: Double, callbacks: [CallbackState],
    brokenOffAt: Int? = nil
  ) {
    self.epoch = epoch
    self.logs = logs
    self.learningRate = learningRate
    self.seconds = seconds
    self.callbacks = callbacks
    self.brokenOffAt = brokenOffAt
  }

  /// Where it was broken off, in words; nil for a whole epoch.
  ///
  /// - Parameter steps: the steps of an epoch; 0 when they are not known.
  public func cutWords(of steps: Int) -> String? {
    guard let brokenOffAt else { return nil }
    let place = steps > 0 ? "\(brokenOffAt) of \(steps) batches" : "\(brokenOffAt) batches"
    return "epoch \(epoch + 1) was cut after \(place)"
  }
}

/// A change of the learning rate.
public struct LearningRateChange: Equatable, Sendable {
  /// The epoch in which it happened, from 0.
  public var epoch: Int
  /// Steps done in that epoch.
  public var step: Int
  /// Before.
  public var old: Double
  /// After.
  public var new: Double
  /// Who: a callback's name, or how a person asked.
  public var by: String

  /// Makes a change.
  public init(epoch: Int, step: Int, old: Double, new: Double, by: String) {
    self.epoch = epoch
    self.step = step
    self.old = old
    self.new = new
    self.by = by
  }
}

/// A command that was carried out.
public struct AppliedCommand: Equatable, Sendable {
  /// What was asked.
  public var request: CommandRequest
  /// The epoch in which it took effect, from 0.
  public var epoch: Int
  /// Steps done in that epoch.
  public var step: Int
  /// What it changed: `patience`, `learning_rate`; nil for commands that change no value.
  public var subject: String?
  /// The value before.
  public var old: FieldValue?
  /// The value after.
  public var new: FieldValue?
  /// The state of every callback afterwards.
  public var callbacks: [CallbackState]

  /// Makes a record.
  public init(
    request: CommandRequest, epoch: Int, step: Int, subject: String? = nil, old: FieldValue? = nil,
    new: FieldValue? = nil, callbacks: [CallbackState] = []
  ) {
    self.request = request
    self.epoch = epoch
    self.step = step
    self.subject = subject
    self.old = old
    self.new = new
    self.callbacks = callbacks
  }
}

/// How a run ended.
public struct RunEnd: Equatable, Sendable {
  /// Why.
  public var reason: StopReason
  /// Epochs trained to their end.
  public var epochs: Int
  /// The epoch whose weights were put back at the end, from 0.
  public var restoredEpoch: Int?
  /// How long it took, pauses left out.
  public var seconds: Double
  /// What did not fit on the disk until the end, a sentence each with the file and the reason.
  public var unwritten: [String]

  /// Makes an end.
  public init(
    reason: StopReason, epochs: Int, restoredEpoch: Int? = nil, seconds: Double,
    unwritten: [String] = []
  ) {
    self.reason = reason
    self.epochs = epochs
    self.restoredEpoch = restoredEpoch
    self.seconds = seconds
    self.unwritten = unwritten
  }
}
