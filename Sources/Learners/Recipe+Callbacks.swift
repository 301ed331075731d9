internal import Callbacks
internal import Evaluation

extension Recipe {
  /// Makes the callbacks in their order.
  ///
  /// - Parameters:
  ///   - folder: the run's folder, where relative files go.
  ///   - evaluate: gives the average precision of the last validation pass.
  /// - Throws: `CallbackError` for parameters that do not fit.
  func makeCallbacks(
    folder: String, evaluate: @escaping (Average) throws -> Double
  ) throws(CallbackError) -> [any Callback] {
    // Callbacks by mAP share one hub a metric, so that it is computed once an epoch.
    var hubs: [String: MetricHub] = [:]
    func hub(_ metric: String) -> MetricHub {
      if let known = hubs[metric] { return known }
      let hub = MetricHub(metric: metric) { try evaluate(.macro) }
      hubs[metric] = hub
      return hub
    }
    var made: [any Callback] = []
    for callback in callbacks {
      switch callback {
      case .evaluation(let recipe):
        let average = Average(rawValue: recipe.average) ?? .macro
        made.append(
          EvaluationCallback(metric: recipe.name, frequency: recipe.frequency) {
            try evaluate(average)
          })
      case .earlyStopping(let recipe): made.append(recipe.make())
      case .earlyStoppingByMAP(let recipe):
        made.append(
          EarlyStoppingByMAP(
            hub: hub(recipe.monitor), minDelta: recipe.minDelta, patience: recipe.patience,
            verbose: recipe.verbose, mode: recipe.mode.monitorMode, baseline: recipe.baseline,
            restoreBestWeights: recipe.restoreBestWeights,
            startFromEpoch: recipe.startFromEpoch))
      case .reduceLROnPlateau(let recipe): made.append(try recipe.make())
      case .reduceLROnPlateauByMAP(let recipe):
        made.append(
          try ReduceLROnPlateauByMAP(
            hub: hub(recipe.monitor), factor: recipe.factor, patience: recipe.patience,
            verbose: recipe.verbose, mode: recipe.mode.monitorMode, minDelta: recipe.minDelta,
            cooldown: recipe.cooldown, minLearningRate: recipe.minLearningRate))
      case .terminateOnNaN(let raiseError): made.append(TerminateOnNaN(raiseError: raiseError))
      case .learningRateScheduler(let schedule, let verbose):
        made.append(LearningRateScheduler(schedule, verbose: verbose))
      case .csvLogger(let filename, let separator, let append):
        made.append(
          CSVLogger(
            path: Self.place(filename ?? "log.csv", in: folder),
            separator: separator.unicodeScalars.first ?? ",", append: append))
      case .modelCheckpoint(let recipe):
        let name = recipe.saveBestOnly ? "best.safetensors" : "epoch-{epoch:02d}.safetensors"
        made.append(
          try ModelCheckpoint(
            path: Self.place(recipe.filepath ?? "checkpoints/" + name, in: folder), folder: folder,
            monitor: recipe.monitor, verbose: recipe.verbose, saveBestOnly: recipe.saveBestOnly,
            saveWeightsOnly: recipe.saveWeightsOnly, mode: recipe.mode.monitorMode,
            initialValueThreshold: recipe.initialValueThreshold))
      }
    }
    return made
  }

  /// A file of the run's folder; an absolute path stays what it is.
  private static func place(_ path: String, in folder: String) -> String {
    path.hasPrefix("/") || folder.isEmpty ? path : folder + "/" + path
  }
}

extension String {
  /// The mode of a word that the recipe's reader has checked.
  var monitorMode: MonitorMode { MonitorMode(rawValue: self) ?? .auto }
}

extension EarlyStoppingRecipe {
  func make() -> EarlyStopping {
    EarlyStopping(
      monitor: monitor, minDelta: minDelta, patience: patience, verbose: verbose,
      mode: mode.monitorMode, baseline: baseline, restoreBestWeights: restoreBestWeights,
      startFromEpoch: startFromEpoch)
  }
}

extension ReduceLROnPlateauRecipe {
  func make() throws(CallbackError) -> ReduceLROnPlateau {
    try ReduceLROnPlateau(
      monitor: monitor, factor: factor, patience: patience, verbose: verbose,
      mode: mode.monitorMode, minDelta: minDelta, cooldown: cooldown,
      minLearningRate: minLearningRate)
  }
}
