internal import Yams

extension Recipe {
  /// Reads a recipe.
  ///
  /// - Parameters:
  ///   - yaml: the text.
  ///   - file: its name, for errors.
  ///   - settings: changes as `--set` takes them: `epochs=5`, `data.path=x`, `early_stopping.patience=3`.
  /// - Throws: `RecipeError` with the line, for the first thing that is wrong.
  public init(yaml: String, file: String, settings: [String] = []) throws(RecipeError) {
    var root: Node
    do {
      root = try compose(yaml: yaml) ?? Node("")
    } catch {
      throw RecipeError(file: file, line: nil, "this is not YAML: \(error)")
    }
    for setting in settings { try root.set(setting) }
    let text: String
    do {
      text = settings.isEmpty ? yaml : try serialize(node: root)
    } catch {
      throw RecipeError(file: file, line: nil, "\(error)")
    }
    do {
      try self.init(RecipeNode(node: root, file: file, path: ""), text: text)
    } catch {
      // When the file alone is sound, what is wrong was set.
      if !settings.isEmpty, (try? Recipe(yaml: yaml, file: file)) != nil {
        throw RecipeError(file: "--set", line: nil, error.reason)
      }
      throw error
    }
  }

  static let topKeys = [
    "name", "seed", "epochs", "batch_size", "threads", "data", "network", "detector", "optimizer",
    "callbacks",
  ]

  private init(_ root: RecipeNode, text: String) throws(RecipeError) {
    let keys = try root.mapping(Self.topKeys)
    name = try keys.required("name", "name: digits-mlp").string()
    seed = UInt64(try keys.integer("seed", 0...(.max), or: 1))
    epochs = try keys.required("epochs", "epochs: 20").integer(1...1_000_000)
    batchSize = try keys.integer("batch_size", 1...1_000_000, or: 32)
    threads = try keys.integer("threads", 1...256, or: 2)
    let place = try keys.required("network", "network: [dense: {units: 128}]")
    network = try Network(place, detector: keys["detector"])
    let source = try keys.required("data", "data: {digits: {train: 10000}}")
    data = try Data(source, network)
    optimizer = try Optimizer(keys["optimizer"])
    averaging = try Averaging(keys["optimizer"])
    callbacks = []
    for entry in try keys["callbacks"]?.list() ?? [] {
      callbacks.append(try CallbackRecipe(entry))
    }
    self.text = text
  }
}

extension Recipe.Optimizer {
  fileprivate init(_ place: RecipeNode?) throws(RecipeError) {
    guard let place else {
      self = .adam(learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-7)
      return
    }
    let keys = try place.mapping(["adam", "sgd"])
    if let sgd = keys["sgd"] {
      if keys["adam"] != nil { throw sgd.error("optimizer takes adam or sgd, not both") }
      let keys = try sgd.mapping(["learning_rate", "momentum", "nesterov"] + Recipe.Averaging.keys)
      self = .sgd(
        learningRate: try Self.rate(keys, or: 0.01),
        momentum: try Self.fraction(keys, "momentum", or: 0),
        isNesterov: try keys.boolean("nesterov", or: false))
      return
    }
    let adam = try keys.required("adam", "adam: {learning_rate: 0.001}")
    let numbers = try adam.mapping(
      ["learning_rate", "beta_1", "beta_2", "epsilon"] + Recipe.Averaging.keys)
    self = .adam(
      learningRate: try Self.rate(numbers, or: 1e-3),
      beta1: try Self.fraction(numbers, "beta_1", or: 0.9),
      beta2: try Self.fraction(numbers, "beta_2", or: 0.999),
      epsilon: Float(try numbers.number("epsilon", or: 1e-7)))
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
}

extension Recipe.Averaging {
  /// Its keys, which stand among the optimiser's.
  fileprivate static let keys = ["use_ema", "ema_momentum", "ema_overwrite_frequency"]

  /// What the optimiser's part says of it; nil when it says nothing, or no.
  fileprivate init?(_ place: RecipeNode?) throws(RecipeError) {
    guard let kinds = try place?.mapping(["adam", "sgd"]), let body = kinds["sgd"] ?? kinds["adam"]
    else { return nil }
    let all = ["learning_rate", "momentum", "nesterov", "beta_1", "beta_2", "epsilon"] + Self.keys
    let keys = try body.mapping(all)
    guard try keys.boolean("use_ema", or: false) else { return nil }
    let momentum = try keys.number("ema_momentum", or: 0.99)
    guard (0...1).contains(momentum) else {
      throw (keys["ema_momentum"] ?? body).error(
        "\(body.path).ema_momentum takes a number from 0 to 1")
    }
    self.init(
      momentum: Float(momentum),
      overwriteFrequency: try keys["ema_overwrite_frequency"]?.integer(
        1...RecipeMapping.largestCount))
  }
}
