public import Callbacks
internal import Learners
internal import Networks
internal import YAMLText

/// A chain of callbacks in YAML, for a simulation: a list of `callbacks`, or a whole recipe.
public struct ChainRecipe: Sendable {
  /// The learning rate at the start; nil when the file names none.
  public var learningRate: Double?
  /// The epochs of a recipe; nil for a mere chain.
  public var epochs: Int?
  /// The callbacks, in order.
  public var callbacks: [CallbackRecipe]

  /// Reads a chain.
  ///
  /// - Parameters:
  ///   - yaml: The text; keys are `learning_rate` and `callbacks`, or those of a recipe.
  ///   - file: Its name, for errors.
  /// - Throws: `RecipeError` with the line of the first mistake.
  public init(yaml: String, file: String) throws(RecipeError) {
    let node: YAMLNode
    do {
      node = try YAMLNode.parse(yaml) ?? YAMLNode("")
    } catch {
      throw RecipeError(file: file, line: nil, "this is not YAML: \(error)")
    }
    if node.mapping?.contains(where: { $0.key.scalar?.string == "network" }) == true {
      let recipe = try Recipe(yaml: yaml, file: file)
      learningRate = Double(recipe.learningRate)
      callbacks = recipe.callbacks
      epochs = recipe.epochs
      return
    }
    let keys = try RecipeNode(node: node, file: file, path: "").mapping([
      "learning_rate", "callbacks",
    ])
    learningRate = try keys["learning_rate"]?.number()
    if let rate = learningRate, !rate.isLearningRate {
      throw (keys["learning_rate"] ?? keys.node).error("learning_rate takes a number above 0")
    }
    callbacks = []
    for entry in try keys.required("callbacks", "callbacks: [early_stopping: {patience: 3}]").list()
    {
      callbacks.append(try CallbackRecipe(entry))
    }
  }

  /// Creates the callbacks for a simulation; those that compute metrics or write files are left
  /// out, because the log holds their metrics already.
  ///
  /// - Throws: `CallbackError` for parameters that do not fit.
  public func makeCallbacks() throws(CallbackError) -> [any Callback] {
    let context = CallbackContext(
      isSimulated: true, task: PlannedTask(isDetector: false))
    var made: [any Callback] = []
    for callback in callbacks where callback.isSimulated {
      made.append(try callback.make(context))
    }
    return made
  }
}

extension Recipe {
  /// The learning rate at the start.
  public var learningRate: Float { optimizer.learningRate }
}

extension Double {
  /// True for a number that is above 0 and finite as a 32-bit learning rate.
  public var isLearningRate: Bool { Float(self) > 0 && Float(self).isFinite }
}
