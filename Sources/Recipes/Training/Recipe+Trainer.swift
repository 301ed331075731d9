public import Callbacks
internal import CurveStore
internal import Datasets
public import Learners
internal import Networks
public import RunModel
internal import SystemFiles
public import Training

extension Recipe {
  /// Creates a trainer of everything in the recipe.
  ///
  /// - Parameters:
  ///   - folder: The run's folder, for logs and checkpoints.
  ///   - group: The processes that train together, of which this one is the leader; nil for one.
  ///   - point: The point from which an interrupted run is resumed.
  ///   - keeper: Saves the state for a later resume.
  ///   - noise: The usual change of metrics from epoch to epoch in the last run.
  ///   - inbox: Receives requests.
  ///   - report: Receives every event.
  /// - Throws: `DatasetError` or `CallbackError`, one line each.
  public func makeTrainer(
    folder: String, group: TrainingGroup? = nil, resuming point: ResumePoint? = nil,
    keeper: ResumeKeeper? = nil,
    noise: [String: Double] = [:], inbox: CommandInbox = CommandInbox(),
    report: @escaping (RunEvent.Kind) -> Void = { _ in }
  ) throws -> Trainer {
    let task = try group.map { try prepareTask($0) } ?? makeTask()
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
    // Some harm can only be seen once the folder exists.
    if let harm = findings.first(where: \.isImpossible) { throw CallbackError(harm.text) }
    if !folder.isEmpty { try WrittenFiles.makeFolders(callbacks, in: folder) }
    let remarks = findings.map(\.text)
    return Trainer(
      learner: task.learner, callbacks: callbacks, info: info, remarks: remarks, resuming: point,
      edits: edits, keeper: keeper, inbox: inbox, report: report)
  }

  /// Finds what is likely to surprise in the recipe's chain, without reading data.
  ///
  /// - Parameters:
  ///   - folder: The run's folder, if it is known; it need not exist.
  ///   - noise: The usual change of metrics from epoch to epoch in the last run.
  /// - Throws: `CallbackError` for parameters that do not fit.
  public func findings(
    folder: String = "", noise: [String: Double] = [:]
  ) throws(CallbackError) -> [ChainFinding] {
    findings(
      try makeCallbacks(CallbackContext(folder: folder, task: plannedTask)), noise,
      in: folder)
  }

  /// Returns the existing files that a dead process may have left half written when it trained this
  /// recipe.
  ///
  /// - Parameter folder: The run's folder.
  /// - Throws: `CallbackError` for parameters that do not fit.
  /// - Complexity: O(names in the folders of checkpoints).
  public func unfinishedFiles(in folder: String) throws(CallbackError) -> [String] {
    WrittenFiles.unfinished(
      try makeCallbacks(CallbackContext(folder: folder, task: plannedTask)), in: folder)
  }

  /// Refuses this recipe as a new run where files of another program would be lost.
  ///
  /// - Parameter folder: The run's folder.
  /// - Throws: `CallbackError` for parameters that do not fit.
  public func foreignFiles(in folder: String) throws(CallbackError) -> [ChainFinding] {
    WrittenFiles.foreign(
      try makeCallbacks(CallbackContext(folder: folder, task: plannedTask)), in: folder)
  }

  /// Checks the recipe, its data, and some batches.
  ///
  /// - Parameters:
  ///   - folder: The run's folder, if it is known; it need not exist.
  ///   - noise: The usual change of metrics from epoch to epoch in the last run.
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
        callbacks, metrics: metrics + metrics.map { "val_" + $0 }, epochs: epochs,
        noise: noise, usual: { MetricKind($0).direction }
      ) { directions[$0] } + WrittenFiles.findings(callbacks, in: folder)
  }
}
