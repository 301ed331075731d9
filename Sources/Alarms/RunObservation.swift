internal import OrderedCollections
public import RunModel

/// The present state of a run, as far as alarms depend on it.
public struct RunObservation: Sendable {
  /// The run.
  public var history: RunHistory
  /// The number of the first epoch in the log, whose end lies at 1.
  public var firstEpoch: Int
  /// The curves of its series.
  public var curves: [Curve]
  /// The seconds that its epochs took; empty where nothing is known of time.
  public var durations: [Double]
  /// The time of the last news, in seconds since 1970; nil when it is unknown.
  public var lastNews: Double?
  /// The present, in seconds since 1970.
  public var now: Double
  /// The state of the run's machine; nil when it is unknown.
  public var machine: MachineState?

  /// Creates an observation.
  public init(
    _ history: RunHistory, firstEpoch: Int = 1, curves: [Curve], durations: [Double] = [],
    lastNews: Double? = nil,
    now: Double, machine: MachineState? = nil
  ) {
    self.history = history
    self.firstEpoch = firstEpoch
    self.curves = curves
    self.durations = durations
    self.lastNews = lastNews
    self.now = now
    self.machine = machine
  }

  /// A sentence about the first loss whose newest value is not finite; nil without one.
  ///
  /// - Complexity: O(values that are not finite).
  public var brokenLoss: String? {
    var part = self
    part.curves = losses
    return ValueAlarms(observation: part, settings: AlarmSettings()).notFinite.first?.text
  }

  /// The curves of losses.
  var losses: [Curve] { curves.filter { $0.kind == .loss } }

  /// The values of a series at the ends of epochs.
  func values(of name: String?) -> [Double] {
    name.flatMap { history.epochSeries[$0]?.points.map(\.y) } ?? []
  }
}
