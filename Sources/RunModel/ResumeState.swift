/// Everything that a run needs to continue later, except the weights: the content of `state.json`.
///
/// It is taken when the whole chain of an epoch has run, so that no callback is an epoch behind
/// another.
public struct ResumeState: Equatable, Sendable {
  /// A callback of the chain; its position is that in the list.
  public struct SavedCallback: Equatable, Sendable {
    /// The id in the chain.
    public var id: String
    /// False for a callback that is switched off.
    public var isEnabled: Bool
    /// The parameters with all edits.
    public var fields: [Parameter]
    /// The counters and best values; the weights are in the weights file.
    public var memory: CallbackMemory
    /// True when the weights file stores weights for this callback.
    public var keepsWeights: Bool

    /// Creates a link of the chain.
    public init(
      id: String, isEnabled: Bool, fields: [Parameter], memory: CallbackMemory,
      keepsWeights: Bool? = nil
    ) {
      self.keepsWeights = keepsWeights ?? (memory.weights != nil)
      self.id = id
      self.isEnabled = isEnabled
      self.fields = fields
      self.memory = memory
    }
  }

  /// The epoch to train next, from 0.
  public var epoch: Int
  /// The learning rate of that epoch.
  public var learningRate: Float
  /// Seconds of training so far, without pauses.
  public var seconds: Double
  /// Steps that the model had done; they show whether a weights file belongs to this state.
  public var iterations: Int
  /// The path of the weights file, relative to the folder of the state.
  public var weights: String
  /// CRC-32C of the weights file; nil in states of version 0.1.
  public var weightsChecksum: UInt32?
  /// CRC-32C of the checkpoint itself in a checkpoint's state; nil elsewhere.
  public var modelChecksum: UInt32?
  /// Whole models that were saved in the epoch, relative to the run's folder.
  public var checkpoints: [String] = []
  /// The recipe that was trained; nil in states of version 0.1.
  public var recipe: RecipeRecord?
  /// The number of epochs to train, where a person changed that of the recipe.
  public var epochs: Int?
  /// The recipe's changes of that epoch which were made before training was interrupted: the state
  /// holds them, and they are not made again.
  public var edits: [RunEdit] = []
  /// The logs of the last epoch as the trainer made them.
  public var lastLogs: Logs
  /// The callbacks in their order.
  public var callbacks: [SavedCallback]
  /// The reason of the run's end; nil while it was going on.
  public var reason: StopReason?

  /// Creates the state of a run.
  public init(
    epoch: Int, learningRate: Float, seconds: Double, iterations: Int, weights: String,
    lastLogs: Logs, callbacks: [SavedCallback], reason: StopReason? = nil
  ) {
    self.epoch = epoch
    self.learningRate = learningRate
    self.seconds = seconds
    self.iterations = iterations
    self.weights = weights
    self.lastLogs = lastLogs
    self.callbacks = callbacks
    self.reason = reason
  }
}
