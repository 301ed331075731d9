internal import JSONText

extension RunEvent {
  /// A kind of event with its values.
  public enum Kind: Equatable, Sendable {
    /// Training begins; always the first event.
    case runStarted(RunInfo)
    /// An epoch begins.
    case epochStarted(epoch: Int)
    /// Some steps were done.
    case stepEnded(StepProgress)
    /// The evaluation of the validation set begins.
    case validationStarted(epoch: Int)
    /// The callback that owns a metric computed it once for `logs`.
    case evaluated(epoch: Int, by: String, values: Logs, seconds: Double)
    /// Metrics were measured within an epoch.
    case measured(Measurement)
    /// The images that a detector's reports refer to were chosen; once per run, before the first
    /// report.
    case samplesChosen([SampleImage])
    /// A detector was evaluated: the findings besides its metrics.
    case detected(epoch: Int, DetectionReport)
    /// An epoch ended and the whole chain has run.
    case epochEnded(EpochSummary)
    /// The learning rate changed.
    case learningRateChanged(LearningRateChange)
    /// A callback saw a new best value.
    case improved(epoch: Int, by: String, metric: String, value: Double)
    /// Weights were written to a file: after a step of the epoch, or at its end without one.
    case checkpointSaved(epoch: Int, path: String, step: Int? = nil)
    /// A callback or the trainer said something.
    case message(from: String, text: String)
    /// Weights of an earlier epoch, or the initial ones, were restored while training continues.
    case weightsRestored(epoch: Int?, by: String)
    /// Something is probably wrong; training continues.
    case warning(from: String, text: String)
    /// Training waits for a person.
    case paused(epoch: Int, step: Int)
    /// Training continues after a pause.
    case resumed(epoch: Int, step: Int)
    /// The load of the machine that trains was read.
    case machineRead(MachineState)
    /// The ranks that train together, in their order, with their work since this was told last.
    case ranksTold([RankLoad])
    /// A command was carried out.
    case commandApplied(AppliedCommand)
    /// A command could not be carried out.
    case commandRefused(request: CommandRequest, why: String)
    /// Training ended; always the last event of a run that ended in order.
    case runEnded(RunEnd)
  }
}

extension RunEvent.Kind {
  /// The names of events in `events.jsonl`: to write them, to read them, and to recognise a log of
  /// ours.
  package enum Name: String, CaseIterable, Sendable {
    case runStarted = "run_started"
    case epochStarted = "epoch_started"
    case stepEnded = "step"
    case validationStarted = "validation_started"
    case evaluated
    case measured
    case samplesChosen = "samples"
    case detected
    case epochEnded = "epoch_ended"
    case learningRateChanged = "learning_rate"
    case improved
    case checkpointSaved = "checkpoint"
    case weightsRestored = "weights_restored"
    case message
    case warning
    case paused
    case resumed
    case machineRead = "machine"
    case ranksTold = "ranks"
    case commandApplied = "applied"
    case commandRefused = "refused"
    case runEnded = "run_ended"
  }

  /// The name of this event.
  package var name: Name {
    switch self {
    case .runStarted: .runStarted
    case .epochStarted: .epochStarted
    case .stepEnded: .stepEnded
    case .validationStarted: .validationStarted
    case .evaluated: .evaluated
    case .measured: .measured
    case .samplesChosen: .samplesChosen
    case .detected: .detected
    case .epochEnded: .epochEnded
    case .learningRateChanged: .learningRateChanged
    case .improved: .improved
    case .checkpointSaved: .checkpointSaved
    case .weightsRestored: .weightsRestored
    case .message: .message
    case .warning: .warning
    case .paused: .paused
    case .resumed: .resumed
    case .machineRead: .machineRead
    case .ranksTold: .ranksTold
    case .commandApplied: .commandApplied
    case .commandRefused: .commandRefused
    case .runEnded: .runEnded
    }
  }

  /// The event as a message of a log: the epoch, from 0, and the words; nil for an event that is a
  /// point of a curve, the end, or concerns only those who watch.
  package var logMessage: (epoch: Int?, text: String)? {
    switch self {
    case .improved(let epoch, let by, let metric, let value):
      (epoch, "\(by): best \(metric) \(value.metricWords)")
    case .learningRateChanged(let change):
      (change.epoch, "\(change.words) (\(change.by))")
    case .checkpointSaved(let epoch, let path, _): (epoch, "saved \(path)")
    case .message(let from, let text), .warning(let from, let text): (nil, "\(from): \(text)")
    case .runStarted, .epochStarted, .stepEnded, .validationStarted, .evaluated, .measured,
      .samplesChosen, .detected, .epochEnded, .weightsRestored, .paused, .resumed, .machineRead,
      .ranksTold, .commandApplied, .commandRefused, .runEnded:
      nil
    }
  }

  /// True when a run without a screen prints the event as a line of its own.
  ///
  /// Progress is printed as Keras does, and callbacks report a best value or a file when they are
  /// verbose.
  package var isPrinted: Bool {
    switch self {
    case .learningRateChanged, .message, .weightsRestored, .warning, .paused, .resumed,
      .commandApplied, .commandRefused:
      true
    case .runStarted, .epochStarted, .stepEnded, .validationStarted, .evaluated, .measured,
      .samplesChosen, .detected, .epochEnded, .improved, .checkpointSaved, .machineRead, .ranksTold,
      .runEnded:
      false
    }
  }

  /// The members of each kind in the file.
  static let forms = Dictionary(uniqueKeysWithValues: Name.allCases.map { ($0, form(of: $0)) })

  private static func form(of name: Name) -> JSONCase<Self> {
    switch name {
    case .runStarted: runStartedForm
    case .epochStarted: epochStartedForm
    case .stepEnded: stepEndedForm
    case .validationStarted: validationStartedForm
    case .evaluated: evaluatedForm
    case .measured: measuredForm
    case .samplesChosen: samplesChosenForm
    case .detected: detectedForm
    case .epochEnded: epochEndedForm
    case .learningRateChanged: learningRateChangedForm
    case .improved: improvedForm
    case .checkpointSaved: checkpointSavedForm
    case .weightsRestored: weightsRestoredForm
    case .message: messageForm
    case .warning: warningForm
    case .paused: pausedForm
    case .resumed: resumedForm
    case .machineRead: machineReadForm
    case .ranksTold: ranksToldForm
    case .commandApplied: commandAppliedForm
    case .commandRefused: commandRefusedForm
    case .runEnded: runEndedForm
    }
  }

  private static let runStartedForm = JSONCase<Self>(
    .init("info", .object(RunInfo.schema)), make: Self.runStarted
  ) {
    if case .runStarted(let info) = $0 { info } else { nil }
  }
  private static let epochStartedForm = JSONCase<Self>(.epoch, make: Self.epochStarted) {
    if case .epochStarted(let epoch) = $0 { epoch } else { nil }
  }
  private static let stepEndedForm = JSONCase<Self>(StepProgress.schema, make: Self.stepEnded) {
    if case .stepEnded(let progress) = $0 { progress } else { nil }
  }
  private static let validationStartedForm = JSONCase<Self>(.epoch, make: Self.validationStarted) {
    if case .validationStarted(let epoch) = $0 { epoch } else { nil }
  }
  private static let evaluatedForm = JSONCase<Self>(
    .epoch, .by, .init("values", .logs), .init("seconds", .number), make: Self.evaluated
  ) {
    if case .evaluated(let epoch, let by, let values, let seconds) = $0 {
      (epoch, by, values, seconds)
    } else {
      nil
    }
  }
  private static let measuredForm = JSONCase<Self>(Measurement.schema, make: Self.measured) {
    if case .measured(let measurement) = $0 { measurement } else { nil }
  }
  private static let samplesChosenForm = JSONCase<Self>(
    .init("images", .defaulted(.list(.image), to: [])),
    make: Self.samplesChosen
  ) {
    if case .samplesChosen(let samples) = $0 { samples } else { nil }
  }
  private static let detectedForm = JSONCase<Self>(
    .epoch, .init("report", .object(DetectionReport.schema)), make: Self.detected
  ) {
    if case .detected(let epoch, let report) = $0 { (epoch, report) } else { nil }
  }
  private static let epochEndedForm = JSONCase<Self>(EpochSummary.schema, make: Self.epochEnded) {
    if case .epochEnded(let summary) = $0 { summary } else { nil }
  }
  private static let learningRateChangedForm = JSONCase<Self>(
    LearningRateChange.schema, make: Self.learningRateChanged
  ) {
    if case .learningRateChanged(let change) = $0 { change } else { nil }
  }
  private static let improvedForm = JSONCase<Self>(
    .epoch, .by, .init("metric", .text), .init("value", .number), make: Self.improved
  ) {
    if case .improved(let epoch, let by, let metric, let value) = $0 {
      (epoch, by, metric, value)
    } else {
      nil
    }
  }
  private static let checkpointSavedForm = JSONCase<Self>(
    .epoch, .init("path", .text), .init("step", .optional(.integer)), make: Self.checkpointSaved
  ) {
    if case .checkpointSaved(let epoch, let path, let step) = $0 {
      (epoch, path, step)
    } else {
      nil
    }
  }
  private static let weightsRestoredForm = JSONCase<Self>(
    .init("epoch", .nullable(.integer)), .by, make: Self.weightsRestored
  ) {
    if case .weightsRestored(let epoch, let by) = $0 { (epoch, by) } else { nil }
  }
  private static let messageForm = JSONCase<Self>(.from, .init("text", .text), make: Self.message) {
    if case .message(let from, let text) = $0 { (from, text) } else { nil }
  }
  private static let warningForm = JSONCase<Self>(.from, .init("text", .text), make: Self.warning) {
    if case .warning(let from, let text) = $0 { (from, text) } else { nil }
  }
  private static let pausedForm = JSONCase<Self>(.epoch, .init("step", .integer), make: Self.paused)
  {
    if case .paused(let epoch, let step) = $0 { (epoch, step) } else { nil }
  }
  private static let resumedForm = JSONCase<Self>(
    .epoch, .init("step", .integer), make: Self.resumed
  ) {
    if case .resumed(let epoch, let step) = $0 { (epoch, step) } else { nil }
  }
  private static let machineReadForm = JSONCase<Self>(MachineState.schema, make: Self.machineRead) {
    if case .machineRead(let machine) = $0 { machine } else { nil }
  }
  private static let ranksToldForm = JSONCase<Self>(
    .init("ranks", .list(.object(RankLoad.schema))), make: Self.ranksTold
  ) {
    if case .ranksTold(let loads) = $0 { loads } else { nil }
  }
  private static let commandAppliedForm = JSONCase<Self>(
    AppliedCommand.schema, make: Self.commandApplied
  ) {
    if case .commandApplied(let applied) = $0 { applied } else { nil }
  }
  private static let commandRefusedForm = JSONCase<Self>(
    .init("request", .request), .init("why", .text), make: Self.commandRefused
  ) {
    if case .commandRefused(let request, let why) = $0 { (request, why) } else { nil }
  }
  private static let runEndedForm = JSONCase<Self>(RunEnd.schema, make: Self.runEnded) {
    if case .runEnded(let end) = $0 { end } else { nil }
  }
}

extension CaseMember<Int> {
  fileprivate static var epoch: Self { .init("epoch", .integer) }
}

extension CaseMember<String> {
  fileprivate static var by: Self { .init("by", .text) }
  fileprivate static var from: Self { .init("from", .text) }
}
