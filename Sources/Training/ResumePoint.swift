internal import Callbacks
public import RunModel

/// Where a run goes on from.
public struct ResumePoint: Sendable {
  /// The state.
  public var state: ResumeState
  /// The folder that the names of weights files in the state are seen from.
  public var folder: String
  /// Parameters that were set since, by callback and name: they are not taken from the state.
  public var keeping: [String: Set<String>]

  /// Makes a point.
  public init(state: ResumeState, folder: String, keeping: [String: Set<String>] = [:]) {
    self.state = state
    self.folder = folder
    self.keeping = keeping
  }

  /// Puts the weights into a model, and what callbacks kept into their memories.
  ///
  /// - Throws: when a file cannot be read, is another model's, or belongs to another state.
  func restore(_ model: any Model) throws -> [ResumeState.Link] {
    let file = folder + "/" + state.weights
    var kept = try model.load(from: file, keptOnly: false)
    guard model.iterations == state.iterations else {
      throw CallbackError(
        "\(file): is of step \(model.iterations), the state of step \(state.iterations); "
          + "they do not belong together")
    }
    if let other = state.keptWeights {
      kept = try model.load(from: folder + "/" + other, keptOnly: true)
    }
    model.learningRate = state.learningRate
    return state.callbacks.map { link in
      var link = link
      link.memory.weights = kept[link.id]
      return link
    }
  }
}
