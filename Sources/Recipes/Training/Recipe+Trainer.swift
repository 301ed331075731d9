public import Callbacks
internal import Datasets
internal import Learners
internal import Networks
public import RunModel
internal import SystemFiles
public import Training

extension Recipe {
  /// Makes everything the recipe names, ready to train.
  ///
  /// - Parameters:
  ///   - folder: the run's folder, where logs and checkpoints go.
  ///   - point: where an interrupted run goes on from.
  ///   - keeper: keeps what is needed to go on later.
  ///   - noise: how much metrics changed from epoch to epoch in the last run.
  ///   - inbox: where requests arrive.
  ///   - report: receives every event's kind.
  /// - Throws: `DatasetError` or `CallbackError`, one line each.
  public func makeTrainer(
    folder: String, resuming point: ResumePoint? = nil, keeper: ResumeKeeper? = nil,
    noise: [String: Double] = [:], inbox: CommandInbox = CommandInbox(),
    report: @escaping (RunEvent.Kind) -> Void = { _ in }
  ) throws -> Trainer {
    let task = try makeTask()
    let callbacks = try makeCallbacks(
      CallbackContext(folder: folder, task: task.measurable))
    var info = task.info
    info.name = name
    info.directory = folder.isEmpty ? nil : folder
    info.epochs = epochs
    info.batchSize = batchSize
    info.seed = seed
    info.threads = threads
    let process = ProcessIdentity.own
    info.process = process.number
    info.processStart = process.start
    info.processNamespace = process.namespace
    info.host = hostName()
    let findings = findings(callbacks, noise, in: folder)
    // Before a folder is made, some of what would harm it cannot be known.
    if let harm = findings.first(where: \.isImpossible) { throw CallbackError(harm.text) }
    if !folder.isEmpty { try WrittenFiles.makeFolders(callbacks, in: folder) }
    let remarks = findings.map(\.text)
    return Trainer(
      learner: task.learner, callbacks: callbacks, info: info, remarks: remarks, resuming: point,
      keeper: keeper, inbox: inbox, report: report)
  }

  /// What is likely to surprise in the recipe's chain; no data is read.
  ///
  /// - Parameters:
  ///   - folder: the run's folder, as far as it is known; it need not be there.
  ///   - noise: how much metrics changed from epoch to epoch in the last run.
  /// - Throws: `CallbackError` for parameters that do not fit.
  public func findings(
    folder: String = "", noise: [String: Double] = [:]
  ) throws(CallbackError) -> [ChainFinding] {
    findings(
      try makeCallbacks(CallbackContext(folder: folder, task: plannedTask)), noise,
      in: folder)
  }

  /// Files that a process which trained this recipe may have left half written when it died, as far as they are there.
  ///
  /// - Parameter folder: the run's folder.
  /// - Throws: `CallbackError` for parameters that do not fit.
  /// - Complexity: O(names in the folders of checkpoints).
  public func unfinishedFiles(in folder: String) throws(CallbackError) -> [String] {
    WrittenFiles.unfinished(
      try makeCallbacks(CallbackContext(folder: folder, task: plannedTask)), in: folder)
  }

  /// Refusals to begin this recipe as a new run where files of another program would be lost.
  ///
  /// - Parameter folder: The run's folder.
  /// - Throws: `CallbackError` for parameters that do not fit.
  public func foreignFiles(in folder: String) throws(CallbackError) -> [ChainFinding] {
    WrittenFiles.foreign(
      try makeCallbacks(CallbackContext(folder: folder, task: plannedTask)), in: folder)
  }

  /// The same after a look at the data, too, and a try of some batches.
  ///
  /// - Parameters:
  ///   - folder: the run's folder, as far as it is known; it need not be there.
  ///   - noise: how much metrics changed from epoch to epoch in the last run.
  /// - Throws: `DatasetError` or `CallbackError`, one line each.
  public func check(folder: String = "", noise: [String: Double] = [:]) throws -> RecipeCheck {
    try RecipeCheck(
      trying: makeTask().learner, findings: findings(folder: folder, noise: noise))
  }

  private func findings(
    _ callbacks: [any Callback], _ noise: [String: Double], in folder: String
  ) -> [ChainFinding] {
    var unaveraged: [ChainFinding] = []
    if averaging == nil, callbacks.contains(where: { $0 is SwapEMAWeights }) {
      unaveraged = [
        ChainFinding(
          text: "SwapEMAWeights needs an average of the weights: give the optimizer use_ema: true",
          isImpossible: true)
      ]
    }
    let directions = plannedTask.directions
    let metrics = directions.keys.sorted()
    return unaveraged
      + ChainCheck.findings(
        callbacks, metrics: metrics + metrics.map { "val_" + $0 }, noise: noise
      ) { directions[$0] } + WrittenFiles.findings(callbacks, in: folder)
  }
}
