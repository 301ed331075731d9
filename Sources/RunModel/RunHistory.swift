public import OrderedCollections

/// All that is known of a run: the fold of its events.
///
/// A value, so that the screen of any past moment is the fold of the events up to it.
public struct RunHistory: Equatable, Sendable {
  /// One line of the list of events, in words.
  public struct Entry: Equatable, Sendable {
    /// When, in seconds since 1970.
    public var time: Double
    /// Where, in epochs.
    public var x: Double
    /// The kind of mark beside it, if it has one.
    public var mark: EventMark.Kind?
    /// In words.
    public var text: String

    /// Makes a line.
    public init(time: Double, x: Double, mark: EventMark.Kind?, text: String) {
      self.time = time
      self.x = x
      self.mark = mark
      self.text = text
    }
  }

  /// What was known at the start.
  public internal(set) var info: RunInfo?
  /// What it is doing.
  public internal(set) var status: RunStatus = .waiting
  /// The epoch it is in, from 0.
  public internal(set) var epoch = 0
  /// Steps done in that epoch.
  public internal(set) var step = 0
  /// Steps of an epoch.
  public internal(set) var steps = 0
  /// Epochs that were trained to their end.
  public internal(set) var epochs: [EpochSummary] = []
  /// The epoch that a stop broke off; nil once it is trained again.
  public internal(set) var brokenOff: EpochSummary?
  /// Metrics within epochs, by name.
  public internal(set) var stepSeries: OrderedDictionary<String, Series> = [:]
  /// Metrics at the ends of epochs, by name.
  public internal(set) var epochSeries: OrderedDictionary<String, Series> = [:]
  /// The learning rate: a point where the run began and one at each change.
  public internal(set) var learningRates = Series()
  /// Every callback as last reported.
  public internal(set) var callbacks: [CallbackState] = []
  /// What deserves a mark on the time axis.
  public internal(set) var marks: [EventMark] = []
  /// What happened, in words.
  public internal(set) var entries: [Entry] = []
  /// Examples a second.
  public internal(set) var samplesPerSecond: Double?
  /// When the run began, in seconds since 1970.
  public internal(set) var startTime: Double?
  /// When the last event happened.
  public internal(set) var lastTime: Double?
  /// Seconds spent in pauses that are over.
  public internal(set) var pausedSeconds = 0.0
  /// When the present pause began.
  public internal(set) var pauseStart: Double?
  /// Images of the validation set to show.
  public internal(set) var samples: [SampleImage] = []
  /// What the last evaluation of a detector found.
  public internal(set) var report: DetectionReport?
  /// Each class's average precision at the ends of epochs, by name.
  public internal(set) var classSeries: OrderedDictionary<String, Series> = [:]
  /// How it ended.
  public internal(set) var end: RunEnd?
  /// Commands that wait for the end of the epoch.
  public internal(set) var waiting: Set<WaitingCommand> = []
  /// What is counted across; the x of points, marks and entries lies on it.
  public package(set) var axis = RunAxis.epoch
  /// What the charts can show; empty for a run of our own, whose names say it.
  public internal(set) var curves: [Curve] = []
  /// Where the run is on `axis`, when steps and epochs do not say it.
  package var reach: Double?

  /// The best values of the present epoch that have their event.
  var toldBests = ToldBests()

  /// Metrics whose best value of an epoch was told.
  struct ToldBests: Equatable, Sendable {
    var epoch = -1
    var metrics: Set<String> = []
  }

  /// Nothing known yet.
  public init() {}

  /// The learning rate now.
  public var learningRate: Double? { learningRates.last }

  /// Where the run is on its axis.
  public var position: Double {
    if let reach { return reach }
    return steps > 0 ? Double(epoch) + Double(min(step, steps)) / Double(steps) : Double(epoch)
  }

  /// Seconds of training at a moment, pauses left out.
  ///
  /// - Parameter time: now, in seconds since 1970; the last event counts once the run has ended.
  public func elapsed(at time: Double) -> Double {
    guard let startTime else { return 0 }
    let until = pauseStart ?? (status.isLive ? max(time, lastTime ?? time) : lastTime ?? time)
    return max(0, until - startTime - pausedSeconds)
  }

  /// Seconds until the last epoch ends if none is saved, from the mean of the last three epochs.
  ///
  /// - Parameter elapsed: what `elapsed(at:)` gave.
  /// - Returns: nil until an epoch, or a twentieth of the first one, is done.
  public func remaining(elapsed: Double) -> Double? {
    guard let info, status.isLive else { return nil }
    let left = Double(info.epochs) - position
    if epochs.isEmpty {
      return position > 0.05 ? elapsed / position * left : nil
    }
    let recent = epochs.suffix(3)
    return recent.reduce(0) { $0 + $1.seconds } / Double(recent.count) * max(0, left)
  }

  /// The metric the chain judges the run by: what the first callback with a patience monitors.
  public var monitor: (name: String, direction: Direction)? {
    for callback in callbacks where callback.patience != nil {
      if let name = callback.monitor { return (name, callback.direction ?? .min) }
    }
    return nil
  }
}
