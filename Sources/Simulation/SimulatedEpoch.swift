public import FrameworkCallbacks
public import RunModel

/// One epoch of a log after the callbacks have seen it.
public struct SimulatedEpoch: Equatable, Sendable {
  /// The epoch's number, from 0.
  public var epoch: Int
  /// The logs as the last callback left them.
  public var logs: Logs
  /// The state of every callback afterwards.
  public var callbacks: [CallbackState]
  /// The reports of those callbacks that follow another framework's rule, by their ids.
  public var reports: [String: RuleReport]
  /// The learning rate during the epoch, as a schedule set it when it began.
  public var learningRateWithin: Double
  /// The learning rate afterwards: a widened 32-bit number, or one of 64 bits with PyTorch's rule.
  public var learningRate: Double
  /// The change of the learning rate by each callback, by its id.
  public var rates: [String: (old: Double, new: Double)]
  /// The messages of each callback in Keras's words, by its id.
  public var messages: [(from: String, text: String)]
  /// True when training would have ended here.
  public var stops: Bool

  public static func == (a: SimulatedEpoch, b: SimulatedEpoch) -> Bool {
    a.epoch == b.epoch && a.logs == b.logs && a.callbacks == b.callbacks
      && a.learningRateWithin == b.learningRateWithin && a.learningRate == b.learningRate
      && a.stops == b.stops
      && a.rates.mapValues(\.new) == b.rates.mapValues(\.new)
      && a.messages.elementsEqual(b.messages) { $0 == $1 }
  }
}

/// The counters of a rule of another framework, in its own words.
public struct RuleReport: Equatable, Sendable {
  /// The best value as the framework stores it, which is infinite or 0 before the first one.
  public var storedBest: Double?
  /// The counters under the framework's names.
  public var counters: [FrameworkCounter]
}

/// The end of a simulated training.
public struct SimulatedEnd: Equatable, Sendable {
  /// The reason; nil when the log ended first.
  public var reason: StopReason?
  /// The epoch in which a callback ended training, from 0.
  public var stoppedEpoch: Int?
  /// The epoch in which the framework itself would have failed, from 0.
  public var failedEpoch: Int?
  /// The epoch whose weights would have been restored, from 0.
  public var restoredEpoch: Int?
  /// The messages of the callbacks at the end.
  public var messages: [String]
}
