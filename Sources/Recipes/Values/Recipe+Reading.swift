internal import Networks
internal import RunModel
internal import YAMLText

extension Recipe {
  /// Reads a recipe.
  ///
  /// - Parameters:
  ///   - yaml: The text.
  ///   - file: Its name, for errors.
  ///   - settings: Changes in the form of `--set`: `epochs=5`, `data.path=x`,
  ///     `early_stopping.patience=3`.
  /// - Throws: `RecipeError` with the line of the first mistake.
  public init(yaml: String, file: String, settings: [String] = []) throws(RecipeError) {
    var root: YAMLNode
    do {
      root = try YAMLNode.parse(yaml) ?? YAMLNode("")
    } catch {
      throw RecipeError(file: file, line: nil, "this is not YAML: \(error)")
    }
    for setting in settings { try root.set(setting) }
    let text: String
    do {
      text = settings.isEmpty ? yaml : try root.serialized()
    } catch {
      throw RecipeError(file: file, line: nil, "\(error)")
    }
    do {
      try self.init(RecipeNode(node: root, file: file, path: ""), text: text)
    } catch {
      // When the file alone is valid, the mistake is in a setting.
      if !settings.isEmpty, (try? Recipe(yaml: yaml, file: file)) != nil {
        throw RecipeError(file: "--set", line: nil, error.reason)
      }
      throw error
    }
  }

  /// The recipe with a number of threads if it does not give one itself.
  ///
  /// - Throws: `RecipeError` when the recipe cannot be written.
  public func completed(threads: Int) throws(RecipeError) -> Recipe {
    guard let root = try? YAMLNode.parse(text), root["threads"] == nil else { return self }
    return try Recipe(
      yaml: text, file: name,
      settings: ["threads=\(min(max(1, threads), Self.threadRange.upperBound))"])
  }

  private static let threadRange = 1...256

  static let topKeys = [
    "name", "seed", "epochs", "batch_size", "threads", "precision", "data", "network", "detector",
    "optimizer",
    "callbacks", "edits",
  ]

  private init(_ root: RecipeNode, text: String) throws(RecipeError) {
    let keys = try root.mapping(Self.topKeys)
    name = try keys.required("name", "name: digits-mlp").string()
    seed = UInt64(try keys.integer("seed", 0...(.max), or: 1))
    epochs = try keys.required("epochs", "epochs: 20").integer(1...RunCommand.mostEpochs)
    batchSize = try keys.integer("batch_size", 1...1_000_000, or: 32)
    threads = try keys.integer("threads", Self.threadRange, or: 2)
    let node = try keys.required("network", "network: [dense: {units: 128}]")
    let layers = try RecipeLayers(node)
    if let detector = keys["detector"], !layers.isDetector {
      throw detector.error("detector is for networks of convolutions; leave it out here")
    }
    precision = try keys["precision"]?.precision(detects: layers.isDetector) ?? .float32
    let source = try keys.required("data", "data: {digits: {train: 10000}}")
    data = layers.isDetector ? try Data(scenes: source) : try Data(images: source)
    task = try layers.task(side: data.side, detector: keys["detector"])
    optimizer = try Optimizer(keys["optimizer"])
    averaging = try Optimizer.Averaging(keys["optimizer"])
    callbacks = []
    for entry in try keys["callbacks"]?.list() ?? [] {
      callbacks.append(try CallbackRecipe(entry))
    }
    edits = try Self.edits(keys["edits"])
    self.text = text
  }
}

extension RecipeNode {
  /// The numbers that a step multiplies.
  fileprivate func precision(detects: Bool) throws(RecipeError) -> Precision {
    guard let precision = Precision(rawValue: try string()) else {
      throw error("precision is float32 or bfloat16")
    }
    guard detects || precision == .float32 else {
      throw error("bfloat16 is for networks of convolutions; leave precision out here")
    }
    return precision
  }
}
