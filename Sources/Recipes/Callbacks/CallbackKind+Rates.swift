internal import Callbacks

extension CallbackKind {
  private static let reducingKeys = [
    "monitor", "factor", "patience", "verbose", "mode", "min_delta", "cooldown", "min_lr",
    "threshold_mode", "restore_best_weights",
  ]

  /// ReduceLROnPlateau in its two forms.
  static let reducing: [CallbackKind] = [
    CallbackKind("reduce_lr_on_plateau", reducingKeys, isSimulated: true) {
      keys throws(RecipeError) in
      let reducing = try Reducing(keys, monitor: "val_loss", mode: .auto)
      return { (_) throws(CallbackError) in try reducing.make() }
    },
    CallbackKind("reduce_lr_on_plateau_by_map", reducingKeys, isSimulated: true) {
      keys throws(RecipeError) in
      let reducing = try Reducing(keys, monitor: "val/mAP", mode: .max)
      return { (surroundings) throws(CallbackError) in
        let made = try reducing.make()
        if surroundings.isSimulated { return made }
        return ReduceLROnPlateauByMAP(hub: try surroundings.hub(reducing.monitor), made)
      }
    },
  ]

  /// The callbacks that set the rate by the epoch, or the weights by their average.
  static let rates: [CallbackKind] = [
    CallbackKind(
      "learning_rate_scheduler",
      ["constant", "step", "exponential", "cosine", "piecewise", "verbose"], isSimulated: true
    ) { keys throws(RecipeError) in
      let schedule = try LearningRateSchedule(keys)
      let verbose = try keys.count("verbose", or: 0)
      return { _ in LearningRateScheduler(schedule, verbose: verbose) }
    },
    CallbackKind("swap_ema_weights", ["swap_on_epoch"]) { keys throws(RecipeError) in
      let swaps = try keys.boolean("swap_on_epoch", or: false)
      return { _ in SwapEMAWeights(swapOnEpoch: swaps) }
    },
  ]

  /// The parameters of ReduceLROnPlateau.
  private struct Reducing: Sendable {
    let monitor: String
    let make: @Sendable () throws(CallbackError) -> ReduceLROnPlateau

    init(_ keys: RecipeMapping, monitor: String, mode: MonitorMode) throws(RecipeError) {
      let factor = try keys.number("factor", or: 0.1)
      guard factor < 1, factor.isFinite else {
        throw (keys["factor"] ?? keys.place).error(
          "\(keys.place.path).factor takes a number below 1: the rate is multiplied by it")
      }
      let monitor = try keys.string("monitor", or: monitor)
      let patience = try keys.unchecked("patience", or: 10)
      let verbose = try keys.count("verbose", or: 0)
      let mode = try keys.mode(or: mode)
      let minDelta = try keys.delta("min_delta", or: 1e-4)
      let cooldown = try keys.unchecked("cooldown", or: 0)
      let floor = try keys.finite("min_lr", or: 0)
      let extras = ReduceLROnPlateau.Extras(
        thresholdMode: try keys.choice("threshold_mode", or: .absolute),
        restoresBestWeights: try keys.boolean("restore_best_weights", or: false))
      self.monitor = monitor
      make = { () throws(CallbackError) in
        try ReduceLROnPlateau(
          monitor: monitor, factor: factor, patience: patience, verbose: verbose, mode: mode,
          minDelta: minDelta, cooldown: cooldown, minLearningRate: floor, extras: extras)
      }
    }
  }
}

extension LearningRateSchedule {
  /// One schedule by its name: `learning_rate_scheduler: {step: {every: 5, factor: 0.5}}`.
  fileprivate init(_ keys: RecipeMapping) throws(RecipeError) {
    let names = ["constant", "step", "exponential", "cosine", "piecewise"]
    let given = names.filter { keys.members[$0] != nil }
    guard given.count == 1, let name = given.first, let body = keys.members[name] else {
      throw keys.place.error(
        "\(keys.place.path) takes one of \(names.joined(separator: ", ")), "
          + "as {step: {every: 5, factor: 0.5}}")
    }
    switch name {
    case "step":
      let keys = try body.mapping(["every", "factor"])
      self = .step(
        every: try keys.integer("every", 1...RecipeMapping.largestCount, or: 10),
        factor: try keys.magnitude("factor", or: 0.5))
    case "exponential":
      self = .exponential(factor: try body.mapping(["factor"]).magnitude("factor", or: 0.95))
    case "cosine":
      let keys = try body.mapping(["warmup", "minimum"])
      self = .cosine(
        warmup: try keys.count("warmup", or: 0), minimum: try keys.magnitude("minimum", or: 0))
    case "piecewise":
      let keys = try body.mapping(["boundaries", "rates"])
      let boundaries = try keys.required("boundaries", "boundaries: [10, 20]").list()
      let rates = try keys.required("rates", "rates: [0.1, 0.01, 0.001]").list()
      var numbers: (epochs: [Int], rates: [Double]) = ([], [])
      for node in boundaries {
        numbers.epochs.append(try node.integer(0...RecipeMapping.largestCount))
      }
      for node in rates { numbers.rates.append(try node.number()) }
      guard numbers.rates.count == numbers.epochs.count + 1,
        numbers.epochs == numbers.epochs.sorted(),
        numbers.rates.allSatisfy({ $0.isFinite && $0 >= 0 })
      else {
        throw body.error(
          "\(body.path) takes rising boundaries and one rate more, each at least 0")
      }
      self = .piecewise(boundaries: numbers.epochs, rates: numbers.rates)
    default: self = .constant
    }
  }
}
