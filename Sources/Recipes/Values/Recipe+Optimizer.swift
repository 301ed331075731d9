internal import RunModel

extension Recipe.Optimizer {
  /// The kinds, by Keras's names in lower case, and the keys of each.
  private static let kinds = [
    "adam": ["learning_rate", "beta_1", "beta_2", "epsilon"],
    "adamw": ["learning_rate", "weight_decay", "beta_1", "beta_2", "epsilon"],
    "sgd": ["learning_rate", "momentum", "nesterov"],
    "rmsprop": ["learning_rate", "rho", "momentum", "epsilon", "centered"],
  ]

  /// The one kind that a recipe names, with its keys; nil when it names none.
  fileprivate static func kind(
    _ place: RecipeNode?
  ) throws(RecipeError) -> (name: String, keys: RecipeMapping)? {
    guard let place else { return nil }
    let known = ["adam", "adamw", "sgd", "rmsprop"]
    let given = try place.mapping(known)
    let names = known.filter { given.members[$0] != nil }
    guard let name = names.first, let body = given.members[name] else {
      throw place.error("optimizer takes one of \(known.joined(separator: ", "))")
    }
    guard names.count == 1 else {
      throw place.error("optimizer takes \(names.joined(separator: " or ")), not both")
    }
    return (name, try body.mapping((kinds[name] ?? []) + Recipe.Averaging.keys))
  }

  init(_ place: RecipeNode?) throws(RecipeError) {
    guard let (name, keys) = try Self.kind(place) else {
      self = .adam(learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-7)
      return
    }
    let rate = try Self.rate(keys, or: name == "sgd" ? 0.01 : 1e-3)
    let beta1 = try Self.fraction(keys, "beta_1", or: 0.9)
    let beta2 = try Self.fraction(keys, "beta_2", or: 0.999)
    let momentum = try Self.fraction(keys, "momentum", or: 0)
    let epsilon = try Self.size(keys, "epsilon", or: 1e-7)
    switch name {
    case "adamw":
      self = .adamW(
        learningRate: rate, weightDecay: try Self.size(keys, "weight_decay", or: 0.004),
        beta1: beta1, beta2: beta2, epsilon: epsilon)
    case "sgd":
      self = .sgd(
        learningRate: rate, momentum: momentum,
        isNesterov: try keys.boolean("nesterov", or: false))
    case "rmsprop":
      self = .rmsprop(
        learningRate: rate, rho: try Self.fraction(keys, "rho", or: 0.9), momentum: momentum,
        epsilon: epsilon, isCentered: try keys.boolean("centered", or: false))
    default:
      self = .adam(learningRate: rate, beta1: beta1, beta2: beta2, epsilon: epsilon)
    }
  }

  private static func rate(_ keys: RecipeMapping, or other: Double) throws(RecipeError) -> Float {
    let rate = try keys.number("learning_rate", or: other)
    guard rate.isLearningRate else {
      throw (keys["learning_rate"] ?? keys.place).error(
        "\(keys.place.path).learning_rate takes a number above 0")
    }
    return Float(rate)
  }

  private static func fraction(
    _ keys: RecipeMapping, _ key: String, or other: Double
  ) throws(RecipeError) -> Float {
    let value = try keys.number(key, or: other)
    guard value >= 0, value < 1 else {
      throw (keys[key] ?? keys.place).error(
        "\(keys.place.path).\(key) takes a number from 0 to below 1")
    }
    return Float(value)
  }

  private static func size(
    _ keys: RecipeMapping, _ key: String, or other: Double
  ) throws(RecipeError) -> Float {
    let value = try keys.number(key, or: other)
    guard value >= 0, Float(value).isFinite else {
      throw (keys[key] ?? keys.place).error(
        "\(keys.place.path).\(key) takes a number from 0 on")
    }
    return Float(value)
  }
}

extension Recipe.Averaging {
  /// Its keys, which stand among the optimiser's.
  fileprivate static let keys = ["use_ema", "ema_momentum", "ema_overwrite_frequency"]

  /// What the optimiser's part says of it; nil when it says nothing, or no.
  init?(_ place: RecipeNode?) throws(RecipeError) {
    guard let (_, keys) = try Recipe.Optimizer.kind(place),
      try keys.boolean("use_ema", or: false)
    else { return nil }
    let momentum = try keys.number("ema_momentum", or: 0.99)
    guard (0...1).contains(momentum) else {
      throw (keys["ema_momentum"] ?? keys.place).error(
        "\(keys.place.path).ema_momentum takes a number from 0 to 1")
    }
    self.init(
      momentum: Float(momentum),
      overwriteFrequency: try keys["ema_overwrite_frequency"]?.integer(
        1...CallbackField.Kind.largestCount))
  }
}
