internal import Callbacks
internal import RunModel

extension CallbackRecipe {
  private static let table: [String: [String]] = [
    "evaluation": ["metric", "average", "name", "frequency"],
    "early_stopping": stoppingKeys,
    "early_stopping_by_map": stoppingKeys,
    "reduce_lr_on_plateau": reducingKeys,
    "reduce_lr_on_plateau_by_map": reducingKeys,
    "terminate_on_nan": ["raise_error"],
    "learning_rate_scheduler": [
      "constant", "step", "exponential", "cosine", "piecewise", "verbose",
    ],
    "csv_logger": ["filename", "separator", "append"],
    "model_checkpoint": [
      "filepath", "monitor", "verbose", "save_best_only", "save_weights_only", "mode",
      "initial_value_threshold",
    ],
  ]
  private static let stoppingKeys = [
    "monitor", "min_delta", "patience", "verbose", "mode", "baseline", "restore_best_weights",
    "start_from_epoch",
  ]
  private static let reducingKeys = [
    "monitor", "factor", "patience", "verbose", "mode", "min_delta", "cooldown", "min_lr",
  ]

  /// The parameters of a callback, in Keras's names; nil for an unknown callback.
  static func keys(of name: String) -> [String]? { table[name] }

  init(_ entry: RecipeNode) throws(RecipeError) {
    let (name, body) = try entry.named()
    guard let known = Self.table[name] else {
      let names = Self.table.keys.sorted()
      let hint =
        name.nearest(in: names).map { "did you mean \($0)?" }
        ?? "known are \(names.joined(separator: ", "))"
      throw entry.error("no such callback: \(name); \(hint)")
    }
    let keys = try body.mapping(known)
    switch name {
    case "evaluation":
      _ = try keys["metric"]?.word(["average_precision"])
      self = .evaluation(
        EvaluationRecipe(
          average: try keys["average"]?.word(["macro", "micro", "weighted", "samples"]) ?? "macro",
          name: try keys.string("name", or: "val/mAP"),
          frequency: try keys.integer("frequency", 1...(.max), or: 1)))
    case "early_stopping": self = .earlyStopping(try EarlyStoppingRecipe(keys, isByMAP: false))
    case "early_stopping_by_map":
      self = .earlyStoppingByMAP(try EarlyStoppingRecipe(keys, isByMAP: true))
    case "reduce_lr_on_plateau":
      self = .reduceLROnPlateau(try ReduceLROnPlateauRecipe(keys, isByMAP: false))
    case "reduce_lr_on_plateau_by_map":
      self = .reduceLROnPlateauByMAP(try ReduceLROnPlateauRecipe(keys, isByMAP: true))
    case "terminate_on_nan":
      self = .terminateOnNaN(raiseError: try keys.boolean("raise_error", or: false))
    case "learning_rate_scheduler":
      self = .learningRateScheduler(
        try LearningRateSchedule(keys), verbose: try keys.count("verbose", or: 0))
    case "csv_logger":
      let separator = try keys.string("separator", or: ",")
      guard separator.unicodeScalars.count == 1 else {
        throw (keys["separator"] ?? body).error("\(body.path).separator takes one character")
      }
      self = .csvLogger(
        filename: try keys["filename"]?.string(), separator: separator,
        append: try keys.boolean("append", or: false))
    default:
      self = .modelCheckpoint(try ModelCheckpointRecipe(keys))
    }
  }
}

extension RecipeMapping {
  fileprivate func count(_ key: String, or other: Int) throws(RecipeError) -> Int {
    try integer(key, 0...(.max), or: other)
  }

  /// A whole number that Keras does not check; below 0 it means the same as 0.
  fileprivate func unchecked(_ key: String, or other: Int) throws(RecipeError) -> Int {
    try integer(key, -1_000_000...(.max), or: other)
  }

  fileprivate func mode(isByMAP: Bool = false) throws(RecipeError) -> String {
    try self["mode"]?.word(["auto", "min", "max"]) ?? (isByMAP ? "max" : "auto")
  }

  /// A number of at least 0.
  fileprivate func magnitude(_ key: String, or other: Double) throws(RecipeError) -> Double {
    let value = try number(key, or: other)
    guard value >= 0, value.isFinite else {
      throw (self[key] ?? place).error("\(place.path).\(key) takes a number of at least 0")
    }
    return value
  }

  /// A number whose sign Keras drops.
  fileprivate func delta(_ key: String, or other: Double) throws(RecipeError) -> Double {
    let value = try number(key, or: other)
    guard value.isFinite else {
      throw (self[key] ?? place).error("\(place.path).\(key) takes a number")
    }
    return abs(value)
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
        every: try keys.integer("every", 1...(.max), or: 10),
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
      for node in boundaries { numbers.epochs.append(try node.integer(0...(.max))) }
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

extension EarlyStoppingRecipe {
  fileprivate init(_ keys: RecipeMapping, isByMAP: Bool) throws(RecipeError) {
    self.init(
      monitor: try keys.string("monitor", or: isByMAP ? "val/mAP" : "val_loss"),
      minDelta: try keys.delta("min_delta", or: 0),
      patience: try keys.unchecked("patience", or: 0), verbose: try keys.count("verbose", or: 0),
      mode: try keys.mode(isByMAP: isByMAP), baseline: try keys["baseline"]?.number(),
      restoreBestWeights: try keys.boolean("restore_best_weights", or: false),
      startFromEpoch: try keys.unchecked("start_from_epoch", or: 0))
  }
}

extension ReduceLROnPlateauRecipe {
  fileprivate init(_ keys: RecipeMapping, isByMAP: Bool) throws(RecipeError) {
    let factor = try keys.number("factor", or: 0.1)
    guard factor < 1 else {
      throw (keys["factor"] ?? keys.place).error(
        "\(keys.place.path).factor takes a number below 1: the rate is multiplied by it")
    }
    self.init(
      monitor: try keys.string("monitor", or: isByMAP ? "val/mAP" : "val_loss"), factor: factor,
      patience: try keys.unchecked("patience", or: 10), verbose: try keys.count("verbose", or: 0),
      mode: try keys.mode(isByMAP: isByMAP), minDelta: try keys.delta("min_delta", or: 1e-4),
      cooldown: try keys.unchecked("cooldown", or: 0),
      minLearningRate: try keys.number("min_lr", or: 0))
  }
}

extension ModelCheckpointRecipe {
  fileprivate init(_ keys: RecipeMapping) throws(RecipeError) {
    self.init(
      filepath: try keys["filepath"]?.string(),
      monitor: try keys.string("monitor", or: "val_loss"),
      verbose: try keys.count("verbose", or: 0),
      saveBestOnly: try keys.boolean("save_best_only", or: false),
      saveWeightsOnly: try keys.boolean("save_weights_only", or: false), mode: try keys.mode(),
      initialValueThreshold: try keys["initial_value_threshold"]?.number())
  }
}
