/// Metrics that were measured at a step, and the counters of the callbacks afterwards.
public struct Measurement: Equatable, Sendable {
  /// The epoch, from 0.
  public var epoch: Int
  /// Steps done in that epoch.
  public var step: Int
  /// The callback or function that measured; nil when the run does not say.
  public var by: String?
  /// The metrics.
  public var values: Logs
  /// The states of all callbacks afterwards; empty when they did not change.
  public var callbacks: [CallbackState]

  /// Creates a measurement.
  public init(
    epoch: Int, step: Int, by: String? = nil, values: Logs, callbacks: [CallbackState] = []
  ) {
    self.epoch = epoch
    self.step = step
    self.by = by
    self.values = values
    self.callbacks = callbacks
  }
}

extension Measurement {
  static let schema = JSONSchema(
    Measurement(epoch: 0, step: 0, values: Logs()),
    [
      .init("epoch", \.epoch, .integer), .init("step", \.step, .integer),
      .init("by", \.by, .optional(.text)), .init("values", \.values, .logs),
      .init("callbacks", \.callbacks, .omitted(.list(.object(CallbackState.schema)), when: [])),
    ])
}
