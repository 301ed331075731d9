/// What a callback knows at one moment, as a value: for the screen, the event log and checkpoints.
public struct CallbackState: Equatable, Sendable {
  /// Its name in the chain, unique there: `early_stopping`, or `early_stopping_2` for a second one.
  public var id: String
  /// Its type's name, as Keras spells it.
  public var name: String
  /// The metric it watches.
  public var monitor: String?
  /// Which way is better; nil while unresolved.
  public var direction: Direction?
  /// The best value seen.
  public var best: Double?
  /// The epoch of the best value, from 0.
  public var bestEpoch: Int?
  /// The value a new one must be strictly better than: best and `min_delta` together.
  public var valueToBeat: Double?
  /// Epochs with the metric since it last improved.
  public var wait: Int?
  /// How many of those it bears.
  public var patience: Int?
  /// Epochs left of a cooldown.
  public var cooldownCounter: Int?
  /// The cooldown after each reduction.
  public var cooldown: Int?
  /// The learning rate it would set next.
  public var nextLearningRate: Double?
  /// Whether it asked for the end of training.
  public var hasStopped: Bool
  /// A few words on what it did, where the fields above say nothing: `12 rows → log.csv`.
  public var summary: String?
  /// The parameters that can be changed now.
  public var fields: [CallbackField]

  /// Makes a state; what a callback lacks is left out.
  public init(
    id: String, name: String, monitor: String? = nil, direction: Direction? = nil,
    best: Double? = nil, bestEpoch: Int? = nil, valueToBeat: Double? = nil, wait: Int? = nil,
    patience: Int? = nil, cooldownCounter: Int? = nil, cooldown: Int? = nil,
    nextLearningRate: Double? = nil, hasStopped: Bool = false, summary: String? = nil,
    fields: [CallbackField] = []
  ) {
    self.id = id
    self.name = name
    self.monitor = monitor
    self.direction = direction
    self.best = best
    self.bestEpoch = bestEpoch
    self.valueToBeat = valueToBeat
    self.wait = wait
    self.patience = patience
    self.cooldownCounter = cooldownCounter
    self.cooldown = cooldown
    self.nextLearningRate = nextLearningRate
    self.hasStopped = hasStopped
    self.summary = summary
    self.fields = fields
  }

  /// The field of a name.
  public func field(_ name: String) -> CallbackField? { fields.first { $0.name == name } }
}
