internal import JSONText

/// The state of a callback at one moment, as a value for the screen, the events and checkpoints.
public struct CallbackState: Equatable, Sendable {
  /// The id, unique in the chain: `early_stopping`, or `early_stopping_2` for a second one.
  public var id: String
  /// The name of its type, as Keras spells it.
  public var name: String
  /// The part it plays in the run.
  public var role: CallbackRole
  /// The metric that it monitors.
  public var monitor: String?
  /// The better direction of the metric; nil while it is unknown.
  public var direction: Direction?
  /// The best value seen.
  public var best: Double?
  /// The epoch of the best value, from 0.
  public var bestEpoch: Int?
  /// The value that a new one must be strictly better than: the best one and `min_delta` together.
  public var valueToBeat: Double?
  /// Epochs with the metric since it last improved.
  public var wait: Int?
  /// Epochs without improvement it tolerates.
  public var patience: Int?
  /// Units without improvement until it acts, as its framework counts; nil where Keras's rule holds.
  public var left: Int?
  /// The unit of its counters, in the plural: `evaluations`; nil for epochs.
  public var unit: String?
  /// Epochs left of a cooldown.
  public var cooldownCounter: Int?
  /// The cooldown after each reduction.
  public var cooldown: Int?
  /// The learning rate that it would set next.
  public var nextLearningRate: Double?
  /// True once it has asked for the end of training.
  public var hasStopped: Bool
  /// A few words about its work where the properties above say nothing: `12 rows → log.csv`.
  public var summary: String?
  /// The parameters that can be changed now.
  public var fields: [Parameter]

  /// Creates the state of a callback; leave out what a callback does not have.
  public init(
    id: String, name: String, role: CallbackRole = .other, monitor: String? = nil,
    direction: Direction? = nil,
    best: Double? = nil, bestEpoch: Int? = nil, valueToBeat: Double? = nil, wait: Int? = nil,
    patience: Int? = nil, left: Int? = nil, unit: String? = nil, cooldownCounter: Int? = nil,
    cooldown: Int? = nil,
    nextLearningRate: Double? = nil, hasStopped: Bool = false, summary: String? = nil,
    fields: [Parameter] = []
  ) {
    (self.id, self.name, self.role) = (id, name, role)
    (self.monitor, self.direction) = (monitor, direction)
    (self.best, self.bestEpoch, self.valueToBeat) = (best, bestEpoch, valueToBeat)
    (self.wait, self.patience, self.left, self.unit) = (wait, patience, left, unit)
    (self.cooldownCounter, self.cooldown) = (cooldownCounter, cooldown)
    self.nextLearningRate = nextLearningRate
    (self.hasStopped, self.summary, self.fields) = (hasStopped, summary, fields)
  }

  /// True for a callback that acts when a metric has not improved for some epochs.
  public var watchesPlateau: Bool {
    patience != nil && (role == .stops || role == .reducesLearningRate)
  }

  /// The parameter of a name.
  public func field(_ name: String) -> Parameter? { fields.first { $0.name == name } }

  /// The min_delta, if a value is better than the best by less than that; else nil.
  package func decidingDelta(over value: Double?) -> Double? {
    guard case .number(let delta)? = field("min_delta")?.value, delta > 0, let best, let direction,
      let value
    else { return nil }
    // Callbacks compare in 32 bits. A value that is better by more has another reason: the callback
    // began later or ended.
    let isBetter = direction.isBetter(Double(Float(value)), than: Double(Float(best)))
    return isBetter && abs(value - best) <= delta ? delta : nil
  }
}

extension CallbackState {
  static let schema = JSONSchema(
    CallbackState(id: "", name: ""),
    [
      .init("id", \.id, .text), .init("name", \.name, .text),
      .init("monitor", \.monitor, .optional(.text)),
      .init("direction", \.direction, .optional(.word)), .init("best", \.best, .optional(.number)),
      .init("best_epoch", \.bestEpoch, .optional(.integer)),
      .init("value_to_beat", \.valueToBeat, .optional(.number)),
      .init("wait", \.wait, .optional(.integer)),
      .init("patience", \.patience, .optional(.integer)),
      .init("left", \.left, .optional(.integer)), .init("unit", \.unit, .optional(.text)),
      .init("cooldown_counter", \.cooldownCounter, .optional(.integer)),
      .init("cooldown", \.cooldown, .optional(.integer)),
      .init("next_learning_rate", \.nextLearningRate, .optional(.number)),
      .init("stopped", \.hasStopped, .omitted(.boolean, when: false)),
      .init("summary", \.summary, .optional(.text)),
      .init(
        "role", write: { .string($0.role.rawValue) },
        // Files of version 0.1 do not have the role.
        read: { json, state in
          state.role =
            json?.string.map { CallbackRole(rawValue: $0) ?? .other }
            ?? CallbackRole(
              ofUntold: state.name, hasPatience: state.patience != nil,
              hasCooldown: state.cooldown != nil)
        }),
      // A field that cannot be read, as of a newer version, must not cost the whole event.
      .init("fields", \.fields, .omitted(.tolerantList(.parameter), when: [])),
    ])
}
