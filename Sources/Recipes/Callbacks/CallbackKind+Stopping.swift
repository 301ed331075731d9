internal import Callbacks

extension CallbackKind {
  private static let stoppingKeys = [
    "monitor", "min_delta", "patience", "verbose", "mode", "baseline", "restore_best_weights",
    "start_from_epoch", "threshold_mode", "stopping_threshold", "divergence_threshold",
    "only_at_learning_rate",
  ]

  /// The callbacks that end training.
  static let stopping: [CallbackKind] = [
    CallbackKind("early_stopping", stoppingKeys, isSimulated: true) { keys throws(RecipeError) in
      let stopping = try Stopping(keys, monitor: "val_loss", mode: .auto)
      return { _ in stopping.make() }
    },
    CallbackKind("early_stopping_by_map", stoppingKeys, isSimulated: true) {
      keys throws(RecipeError) in
      let stopping = try Stopping(keys, monitor: "val/mAP", mode: .max)
      return { (surroundings) throws(CallbackError) in
        if surroundings.isSimulated { return stopping.make() }
        return EarlyStoppingByMAP(hub: try surroundings.hub(stopping.monitor), stopping.make())
      }
    },
    CallbackKind(
      "combined_early_stopping", ["when", "conditions", "restore_best_weights", "verbose"],
      isSimulated: true
    ) { keys throws(RecipeError) in
      let rule = try keys.choice("when", or: CombinedEarlyStopping.Rule.all)
      let example = "conditions: [{monitor: val_loss, patience: 5}, {monitor: val/mAP, mode: max}]"
      var conditions: [CombinedEarlyStopping.Condition] = []
      for node in try keys.required("conditions", example).list() {
        let keys = try node.mapping(["monitor", "mode", "min_delta", "patience"])
        conditions.append(
          CombinedEarlyStopping.Condition(
            monitor: try keys.required("monitor", "monitor: val_loss").string(),
            mode: try keys.mode(), minDelta: try keys.delta("min_delta", or: 0),
            patience: try keys.unchecked("patience", or: 0)))
      }
      let restores = try keys.boolean("restore_best_weights", or: false)
      let verbose = try keys.count("verbose", or: 0)
      return { [conditions] (_) throws(CallbackError) in
        try CombinedEarlyStopping(
          rule, of: conditions, restoreBestWeights: restores, verbose: verbose)
      }
    },
    CallbackKind("time_budget", ["seconds", "minutes", "hours"]) { keys throws(RecipeError) in
      let seconds =
        try keys.magnitude("seconds", or: 0) + 60 * keys.magnitude("minutes", or: 0)
        + 3600 * keys.magnitude("hours", or: 0)
      guard seconds > 0 else {
        throw keys.place.error("\(keys.place.path) takes a time, such as {minutes: 30}")
      }
      return { _ in TimeBudget(seconds: seconds) }
    },
    CallbackKind("terminate_on_nan", ["raise_error"]) { keys throws(RecipeError) in
      let raises = try keys.boolean("raise_error", or: false)
      return { _ in TerminateOnNaN(raiseError: raises) }
    },
    CallbackKind(
      "non_finite_guard", ["policy", "monitor", "mode", "factor", "max_rollbacks"],
      isSimulated: true
    ) { keys throws(RecipeError) in
      let policy = try keys.choice("policy", or: NonFiniteGuard.Policy.stop)
      let monitor = try keys.string("monitor", or: "val_loss")
      let mode = try keys.mode()
      let factor = try keys.fraction("factor", or: 0.5)
      let limit = try keys.count("max_rollbacks", or: 5)
      return { _ in
        NonFiniteGuard(policy, monitor: monitor, mode: mode, factor: factor, maxRollbacks: limit)
      }
    },
  ]

  /// The parameters of EarlyStopping.
  private struct Stopping: Sendable {
    let monitor: String
    let make: @Sendable () -> EarlyStopping

    init(_ keys: RecipeMapping, monitor: String, mode: MonitorMode) throws(RecipeError) {
      let monitor = try keys.string("monitor", or: monitor)
      let minDelta = try keys.delta("min_delta", or: 0)
      let patience = try keys.unchecked("patience", or: 0)
      let verbose = try keys.count("verbose", or: 0)
      let mode = try keys.mode(or: mode)
      let baseline = try keys["baseline"]?.finite()
      let restores = try keys.boolean("restore_best_weights", or: false)
      let start = try keys.unchecked("start_from_epoch", or: 0)
      let extras = EarlyStopping.Extras(
        thresholdMode: try keys.choice("threshold_mode", or: .absolute),
        stoppingThreshold: try keys["stopping_threshold"]?.finite(),
        divergenceThreshold: try keys["divergence_threshold"]?.finite(),
        onlyAtLearningRate: try keys["only_at_learning_rate"]?.finite())
      self.monitor = monitor
      make = {
        EarlyStopping(
          monitor: monitor, minDelta: minDelta, patience: patience, verbose: verbose, mode: mode,
          baseline: baseline, restoreBestWeights: restores, startFromEpoch: start, extras: extras)
      }
    }
  }
}
