internal import Networks
internal import RunModel

/// An optimiser that a recipe can name, with its keys and their reader.
private struct OptimizerKind: Sendable {
  /// Keras's name, in lower case.
  let name: String
  let keys: [String]
  let read: @Sendable (RecipeMapping) throws(RecipeError) -> Optimizer

  init(
    _ name: String, _ keys: [String],
    read: @escaping @Sendable (RecipeMapping) throws(RecipeError) -> Optimizer
  ) {
    self.name = name
    self.keys = keys
    self.read = read
  }

  /// Every optimiser, with Keras's defaults.
  static let all = [
    OptimizerKind("adam", ["learning_rate", "beta_1", "beta_2", "epsilon"]) {
      keys throws(RecipeError) in
      .adam(
        learningRate: try keys.rate(or: 1e-3), beta1: try keys.share("beta_1", or: 0.9),
        beta2: try keys.share("beta_2", or: 0.999), epsilon: try keys.size("epsilon", or: 1e-7))
    },
    OptimizerKind("adamw", ["learning_rate", "weight_decay", "beta_1", "beta_2", "epsilon"]) {
      keys throws(RecipeError) in
      .adamW(
        learningRate: try keys.rate(or: 1e-3),
        weightDecay: try keys.size("weight_decay", or: 0.004),
        beta1: try keys.share("beta_1", or: 0.9), beta2: try keys.share("beta_2", or: 0.999),
        epsilon: try keys.size("epsilon", or: 1e-7))
    },
    OptimizerKind("sgd", ["learning_rate", "momentum", "nesterov"]) { keys throws(RecipeError) in
      .sgd(
        learningRate: try keys.rate(or: 0.01), momentum: try keys.share("momentum", or: 0),
        isNesterov: try keys.boolean("nesterov", or: false))
    },
    OptimizerKind("rmsprop", ["learning_rate", "rho", "momentum", "epsilon", "centered"]) {
      keys throws(RecipeError) in
      .rmsprop(
        learningRate: try keys.rate(or: 1e-3), rho: try keys.share("rho", or: 0.9),
        momentum: try keys.share("momentum", or: 0), epsilon: try keys.size("epsilon", or: 1e-7),
        isCentered: try keys.boolean("centered", or: false))
    },
  ]

  /// The optimiser that a recipe names, with its keys; nil when it names none.
  static func named(
    in node: RecipeNode?
  ) throws(RecipeError) -> (kind: OptimizerKind, keys: RecipeMapping)? {
    guard let node else { return nil }
    let names = all.map(\.name)
    let given = try node.mapping(names)
    let kinds = all.filter { given.members[$0.name] != nil }
    guard let kind = kinds.first, let body = given.members[kind.name] else {
      throw node.error("optimizer takes one of \(names.joined(separator: ", "))")
    }
    guard kinds.count == 1 else {
      throw node.error(
        "optimizer takes \(kinds.map(\.name).joined(separator: " or ")), not both")
    }
    return (kind, try body.mapping(kind.keys + Optimizer.Averaging.keys))
  }
}

extension Optimizer {
  /// Reads the optimiser of a recipe; without one it is Keras's Adam.
  init(_ node: RecipeNode?) throws(RecipeError) {
    guard let (kind, keys) = try OptimizerKind.named(in: node) else {
      self = .adam(learningRate: 1e-3)
      return
    }
    self = try kind.read(keys)
  }
}

extension Optimizer.Averaging {
  /// The keys of the average, which are among the optimiser's.
  fileprivate static let keys = ["use_ema", "ema_momentum", "ema_overwrite_frequency"]

  /// Reads the average that the optimiser keeps; nil when it keeps none.
  init?(_ node: RecipeNode?) throws(RecipeError) {
    guard let (_, keys) = try OptimizerKind.named(in: node),
      try keys.boolean("use_ema", or: false)
    else { return nil }
    let momentum = try keys.number("ema_momentum", or: 0.99)
    guard (0...1).contains(momentum) else {
      throw (keys["ema_momentum"] ?? keys.node).error(
        "\(keys.node.path).ema_momentum takes a number from 0 to 1")
    }
    self.init(
      momentum: Float(momentum),
      overwriteFrequency: try keys["ema_overwrite_frequency"]?.integer(
        1...Parameter.Kind.largestCount))
  }
}

extension RecipeMapping {
  /// The learning rate at the start.
  fileprivate func rate(or other: Double) throws(RecipeError) -> Float {
    let rate = try number("learning_rate", or: other)
    guard rate.isLearningRate else {
      throw (self["learning_rate"] ?? node).error(
        "\(node.path).learning_rate takes a number above 0")
    }
    return Float(rate)
  }

  /// A number from 0 to below 1.
  fileprivate func share(_ key: String, or other: Double) throws(RecipeError) -> Float {
    let value = try number(key, or: other)
    guard value >= 0, value < 1 else {
      throw (self[key] ?? node).error(
        "\(node.path).\(key) takes a number of at least 0 and below 1")
    }
    return Float(value)
  }

  /// A number of at least 0.
  fileprivate func size(_ key: String, or other: Double) throws(RecipeError) -> Float {
    let value = try number(key, or: other)
    guard value >= 0, Float(value).isFinite else {
      throw (self[key] ?? node).error("\(node.path).\(key) takes a number of at least 0")
    }
    return Float(value)
  }
}
