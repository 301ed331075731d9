public import Callbacks
public import RunModel
internal import SystemFiles

/// The point from which a run is resumed.
public struct ResumePoint: Sendable {
  /// The state that training continues from.
  public var state: ResumeState
  /// The folder of the weights files that the state names.
  public var folder: String
  /// Parameters that were set since, by callback and name, and are not taken from the state.
  public var keeping: [String: Set<String>]
  /// True when the order of the chain was changed since and is not taken from the state.
  public var keepsOrder: Bool

  /// The epochs in the run's events, in order; those before the state's epoch are used.
  public var epochs: [EpochSummary] = []
  /// True when all epochs are trained and only the end of training is missing.
  public var isToFinish = false

  /// Creates the point from which a run is resumed.
  public init(
    state: ResumeState, folder: String, keeping: [String: Set<String>] = [:],
    keepsOrder: Bool = false
  ) {
    self.state = state
    self.folder = folder
    self.keeping = keeping
    self.keepsOrder = keepsOrder
  }

  /// Checks that the weights file is the state's, bit by bit.
  ///
  /// - Throws: `CallbackError` when it cannot be read or was changed; states of version 0.1 have no
  ///   checksum.
  public func verify() throws(CallbackError) {
    let file = folder + "/" + state.weights
    guard let expected = state.weightsChecksum else { return }
    let checksum: UInt32
    do { checksum = try FileChecksum.of(file: file) } catch { throw CallbackError("\(error)") }
    if checksum != expected {
      throw CallbackError(
        "\(file): is damaged or belongs to another state: its checksum does not fit")
    }
  }

  /// Restores the model's weights, and the weights that callbacks keep.
  ///
  /// - Throws: When a file cannot be read, or belongs to another model or another state.
  func restore(_ model: any Model) throws -> [ResumeState.SavedCallback] {
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
      throw CallbackError("\(error); use --checkpoint to continue from another file of the run")
    }
    guard model.iterations == state.iterations else {
      throw CallbackError(
        "\(file): is from step \(model.iterations), but the state is from step \(state.iterations); "
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
