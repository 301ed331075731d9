internal import JSONText

/// The result of an epoch.
public struct EpochSummary: Equatable, Sendable {
  /// The epoch, from 0.
  public var epoch: Int
  /// The logs as the last callback left them.
  public var logs: Logs
  /// The learning rate after the chain.
  public var learningRate: Double
  /// Seconds of the epoch, validation and callbacks included, pauses left out.
  public var seconds: Double
  /// The states of all callbacks after the chain.
  public var callbacks: [CallbackState]
  /// Steps done when a stop cut the epoch short; nil for a whole epoch.
  ///
  /// A resume trains such an epoch again. Its values never count.
  public var brokenOffAt: Int?

  /// Creates a summary of an epoch.
  public init(
    epoch: Int, logs: Logs, learningRate: Double, seconds: Double, callbacks: [CallbackState],
    brokenOffAt: Int? = nil
  ) {
    self.epoch = epoch
    self.logs = logs
    self.learningRate = learningRate
    self.seconds = seconds
    self.callbacks = callbacks
    self.brokenOffAt = brokenOffAt
  }

  /// The batch at which the epoch was cut short, in words; nil for a whole epoch.
  ///
  /// - Parameter steps: Steps per epoch; 0 when unknown.
  public func cutWords(of steps: Int) -> String? {
    guard let brokenOffAt else { return nil }
    let batches = steps > 0 ? "\(brokenOffAt) of \(steps) batches" : "\(brokenOffAt) batches"
    return "epoch \(epoch + 1) was cut short after \(batches)"
  }
}

extension EpochSummary {
  static let schema = JSONSchema(
    EpochSummary(epoch: 0, logs: Logs(), learningRate: 0, seconds: 0, callbacks: []),
    [
      .init("epoch", \.epoch, .integer),
      .init(
        "broken_off", write: { $0.brokenOffAt == nil ? nil : .boolean(true) },
        read: { $1.brokenOffAt = $0 == .boolean(true) ? 0 : nil }),
      .init(
        "step", write: { $0.brokenOffAt.map(JSONValue.integer) },
        read: { if $1.brokenOffAt != nil { $1.brokenOffAt = $0?.int ?? 0 } }),
      .init("logs", \.logs, .logs),
      .init("learning_rate", \.learningRate, .defaulted(.number, to: 0)),
      .init("seconds", \.seconds, .defaulted(.number, to: 0)),
      .init("callbacks", \.callbacks, .defaulted(.list(.object(CallbackState.schema)), to: [])),
    ])
}
