/// Everything but the weights that a run needs to go on later: the content of `state.json`.
///
/// Taken after an epoch's whole chain has run, so that no callback is an epoch behind another.
public struct ResumeState: Equatable, Sendable {
  /// A callback of the chain: where it stands is its place in the list.
  public struct Link: Equatable, Sendable {
    /// Its id in the chain.
    public var id: String
    /// Whether it is called.
    public var isEnabled: Bool
    /// Its parameters as they were, edits included.
    public var fields: [CallbackField]
    /// Its counters and best values; its weights are in the weights file.
    public var memory: CallbackMemory
    /// Whether the weights file holds weights of its.
    public var keepsWeights: Bool

    /// Makes a link.
    public init(
      id: String, isEnabled: Bool, fields: [CallbackField], memory: CallbackMemory,
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
  /// The learning rate then.
  public var learningRate: Float
  /// Seconds of training so far, pauses left out.
  public var seconds: Double
  /// Steps the model had done; tells whether a weights file belongs to this state.
  public var iterations: Int
  /// The weights file, seen from the folder that the state is in.
  public var weights: String
  /// CRC-32C of the weights file; nil in states of version 0.1.
  public var weightsChecksum: UInt32?
  /// In a checkpoint's state, CRC-32C of the checkpoint itself; nil elsewhere.
  public var modelChecksum: UInt32?
  /// Whole models that were saved in the epoch, seen from the run's folder.
  public var checkpoints: [String] = []
  /// What was trained; nil in states of version 0.1.
  public var recipe: RecipeRecord?
  /// The last epoch's logs as the trainer made them.
  public var lastLogs: Logs
  /// The callbacks in their order.
  public var callbacks: [Link]
  /// How the run ended; nil while it was going on.
  public var reason: StopReason?

  /// Makes a state.
  public init(
    epoch: Int, learningRate: Float, seconds: Double, iterations: Int, weights: String,
    lastLogs: Logs, callbacks: [Link], reason: StopReason? = nil
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
