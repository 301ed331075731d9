public import RunModel

/// What the callbacks made of one epoch of a log.
public struct SimulatedEpoch: Equatable, Sendable {
  /// Its number, from 0.
  public var epoch: Int
  /// The logs as the last callback left them.
  public var logs: Logs
  /// Every callback afterwards.
  public var callbacks: [CallbackState]
  /// The learning rate afterwards; a 32-bit number, widened.
  public var learningRate: Double
  /// What each callback made of the rate, by the callback's id.
  public var rates: [String: (old: Double, new: Double)]
  /// What each callback said, in Keras's words, by the callback's id.
  public var messages: [(from: String, text: String)]
  /// Whether training would have ended here.
  public var stops: Bool

  public static func == (a: SimulatedEpoch, b: SimulatedEpoch) -> Bool {
    a.epoch == b.epoch && a.logs == b.logs && a.callbacks == b.callbacks
      && a.learningRate == b.learningRate && a.stops == b.stops
      && a.rates.mapValues(\.new) == b.rates.mapValues(\.new)
      && a.messages.elementsEqual(b.messages) { $0 == $1 }
  }
}

/// How a simulated training ended.
public struct SimulatedEnd: Equatable, Sendable {
  /// Why; nil when the log ended first.
  public var reason: StopReason?
  /// The epoch in which a callback asked for the end, from 0.
  public var stoppedEpoch: Int?
  /// The epoch whose weights would have been put back, from 0.
  public var restoredEpoch: Int?
  /// What the callbacks would have said at the end.
  public var messages: [String]
}
