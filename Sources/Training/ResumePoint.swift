public import Callbacks
public import RunModel
internal import SystemFiles

/// Where a run goes on from.
public struct ResumePoint: Sendable {
  /// The state.
  public var state: ResumeState
  /// The folder that the names of weights files in the state are seen from.
  public var folder: String
  /// Parameters that were set since, by callback and name: they are not taken from the state.
  public var keeping: [String: Set<String>]
  /// Whether the order of the chain was changed since: then it is not taken from the state.
  public var keepsOrder: Bool

  /// The epochs that the run's events tell of, in order; those before the state's are taken.
  public var epochs: [EpochSummary] = []
  /// Whether all epochs are trained and only the end is missing: no epoch follows.
  public var isToFinish = false

  /// Makes a point.
  public init(
    state: ResumeState, folder: String, keeping: [String: Set<String>] = [:],
    keepsOrder: Bool = false
  ) {
    self.state = state
    self.folder = folder
    self.keeping = keeping
    self.keepsOrder = keepsOrder
  }

  /// Makes sure that the weights file is the one of the state, bit by bit.
  ///
  /// - Throws: `CallbackError` when it cannot be read or was changed; states of version 0.1 cannot tell.
  public func verify() throws(CallbackError) {
    let file = folder + "/" + state.weights
    guard let expected = state.weightsChecksum else { return }
    let checksum: UInt32
    do { checksum = try FileChecksum.of(file: file) } catch { throw CallbackError("\(error)") }
    if checksum != expected {
      throw CallbackError("\(file): is damaged or of another state: its checksum does not fit")
    }
  }

  /// Puts the weights into a model, and what callbacks kept into their memories.
  ///
  /// - Throws: when a file cannot be read, is another model's, or belongs to another state.
  func restore(_ model: any Model) throws -> [ResumeState.Link] {
    try verify()
    let file = folder + "/" + state.weights
    let kept: [String: [[Float]]]
    guard let model = model as? any SavableModel else {
      throw CallbackError(
        "\(file): \(type(of: model)) cannot read it: it is not a model that can be saved")
    }
    do {
      kept = try model.load(from: file)
    } catch {
      throw CallbackError("\(error); --checkpoint goes on from another file of the run")
    }
    guard model.iterations == state.iterations else {
      throw CallbackError(
        "\(file): is of step \(model.iterations), the state of step \(state.iterations); "
          + "they do not belong together")
    }
    model.learningRate = state.learningRate
    return try state.callbacks.map { link in
      guard link.keepsWeights else { return link }
      guard let weights = kept[link.id] else {
        throw CallbackError("\(file): lacks the weights that \(link.id) keeps; is it damaged?")
      }
      var link = link
      link.memory.weights = weights
      return link
    }
  }
}
