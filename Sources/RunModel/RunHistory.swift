public import OrderedCollections

/// Everything known about a run: the fold of its events.
///
/// It is a value, so that the screen of any past moment is the fold of the events up to it.
public struct RunHistory: Equatable, Sendable {
  /// A line of the list of events.
  public struct Entry: Equatable, Sendable {
    /// Seconds since 1970.
    public var time: Double
    /// Seconds of training until then, without pauses; nil where the log does not tell pauses.
    public var elapsed: Double?
    /// The position in epochs.
    public var x: Double
    /// The kind of the mark beside it; nil for none.
    public var mark: EventMark.Kind?
    /// The event in words.
    public var text: String

    /// Creates a line of the list of events.
    public init(
      time: Double, elapsed: Double? = nil, x: Double, mark: EventMark.Kind?, text: String
    ) {
      self.time = time
      self.elapsed = elapsed
      self.x = x
      self.mark = mark
      self.text = text
    }
  }

  /// The description of the run from its start.
  public internal(set) var info: RunInfo?
  /// The current activity.
  public internal(set) var status: RunStatus = .waiting
  /// The current epoch, from 0.
  public internal(set) var epoch = 0
  /// Steps done in that epoch.
  public internal(set) var step = 0
  /// Steps per epoch; 0 when unknown.
  public internal(set) var steps = 0
  /// Epochs that were trained to their end.
  public internal(set) var epochs: [EpochSummary] = []
  /// The epoch that a stop cut short; nil once it is trained again.
  public internal(set) var brokenOff: EpochSummary?
  /// Metrics within epochs, by name.
  public internal(set) var stepSeries: OrderedDictionary<String, Series> = [:]
  /// Metrics at the ends of epochs, by name.
  public internal(set) var epochSeries: OrderedDictionary<String, Series> = [:]
  /// The ends of attempts that were continued from an earlier state, in order.
  public package(set) var lost: [LostPart] = []
  /// The learning rate: a point at the start of the run and one at each change.
  public internal(set) var learningRates = Series()
  /// The number of parameter groups that share the learning rate.
  public package(set) var rateGroups = 1
  /// The learning rate that a schedule gave last; nil when none has changed it, and when it is
  /// switched off.
  public internal(set) var scheduledRate: Double?
  /// The learning rate that the schedule alone would have set, in the departures from it.
  public internal(set) var scheduledRates = Series()
  /// The parts of the axis where another rate than that of the schedule was in effect, in order; the
  /// upper bound of one that goes on is infinite.
  public internal(set) var departures: [Range<Double>] = []
  /// The schedule of the learning rate while it is switched off; nil while it is on.
  var switchedOff: SwitchedOff?
  /// The state of every callback as last reported.
  public internal(set) var callbacks: [CallbackState] = []
  /// The events that are marked on the axis.
  public internal(set) var marks: [EventMark] = []
  /// The list of events, in words.
  public internal(set) var entries: [Entry] = []
  /// Examples per second.
  public internal(set) var samplesPerSecond: Double?
  /// The start of the run, in seconds since 1970.
  public internal(set) var startTime: Double?
  /// The time of the last event, in seconds since 1970.
  public internal(set) var lastTime: Double?
  /// The start of the current epoch, in seconds since 1970; nil before the first one.
  public internal(set) var epochStartTime: Double?
  /// Seconds spent in pauses that have ended.
  public internal(set) var pausedSeconds = 0.0
  /// The start of the current pause, in seconds since 1970.
  public internal(set) var pauseStart: Double?
  /// Images of the validation set to show.
  public internal(set) var samples: [SampleImage] = []
  /// The findings of the last evaluation of a detector.
  public internal(set) var report: DetectionReport?
  /// Each class's average precision at the ends of epochs, by name.
  public internal(set) var classSeries: OrderedDictionary<String, Series> = [:]
  /// The average precision lost to each kind of error at the ends of epochs, by name.
  public internal(set) var errorSeries: OrderedDictionary<String, Series> = [:]
  /// The mean of the classes' average precisions where errors are known.
  public internal(set) var detectionSeries = Series()
  /// The weights that were saved last; nil when none were.
  public internal(set) var checkpoint: SavedCheckpoint?
  /// The load of the machine that trains, as the run last told it; nil when it does not.
  public internal(set) var machine: MachineState?
  /// The ranks that train together, with their work as last told; empty for a run of one process.
  public internal(set) var ranks: [RankLoad] = []
  /// The end of the run.
  public internal(set) var end: RunEnd?
  /// The reason that a script printed for its end, such as `early stopping`; nil for none.
  var printedEnd: String?
  /// Commands that wait for the end of the epoch.
  public internal(set) var waiting: Set<WaitingCommand> = []
  /// The number, from 1, of the epoch after which training is to end; nil unless that was asked for.
  public internal(set) var stopEpoch: Int?
  /// The unit of the x of points, marks and entries.
  public package(set) var axis = RunAxis.epoch
  /// The kind of source it comes from.
  public internal(set) var origin = RunOrigin.events
  /// The curves that its series form; its recording pairs them by their names.
  public package(set) var curves: [Curve] = []
  /// The position of the run on `axis` where steps and epochs do not give it.
  package var reach: Double?

  /// The steps before each epoch, where x counts steps.
  var tally = StepTally()
  /// True once steps have been reported.
  var hasSteps = false

  /// The best values of the current epoch that are listed already.
  var toldBests = ToldBests()

  /// A schedule that is switched off, with the rate that it gave for this epoch; without one in the
  /// epochs that begin meanwhile.
  struct SwitchedOff: Equatable, Sendable {
    var rate: Double?
  }

  /// Metrics whose best value of an epoch is listed already.
  struct ToldBests: Equatable, Sendable {
    var epoch = -1
    var metrics: Set<String> = []
  }

  /// A run of which nothing is known yet.
  public init() {}

  /// The number of series.
  package var seriesCount: Int { stepSeries.count + epochSeries.count }

  /// The names of all series, each once.
  package var seriesNames: [String] {
    stepSeries.keys + epochSeries.keys.filter { stepSeries[$0] == nil }
  }

  /// The current learning rate.
  public var learningRate: Double? { learningRates.last }

  /// Returns true when a callback has nothing left to lower: the learning rate is at its floor.
  package func isAtFloor(_ callback: CallbackState) -> Bool {
    learningRate != nil && callback.isAtFloor
  }

  /// Seconds of training up to a moment, pauses left out.
  ///
  /// - Parameter time: The moment, in seconds since 1970; once the run has ended, its last event
  ///   counts instead.
  public func elapsed(at time: Double) -> Double {
    guard let startTime else { return 0 }
    let until = pauseStart ?? (status.isLive ? max(time, lastTime ?? time) : lastTime ?? time)
    return max(0, until - startTime - pausedSeconds)
  }

  /// Seconds until the last epoch ends if nothing stops the run, from the mean of the last three
  /// epochs.
  ///
  /// - Parameter elapsed: The result of `elapsed(at:)`.
  /// - Returns: `nil` until an epoch, or a twentieth of the first one, is done, and when nobody knows
  ///   how many epochs there will be.
  public func remaining(elapsed: Double) -> Double? {
    guard let info, info.epochs > 0, status.isLive else { return nil }
    let done = epochsDone
    let left = Double(info.epochs) - done
    if epochs.isEmpty {
      return done > 0.05 ? elapsed / done * left : nil
    }
    let recent = epochs.suffix(3)
    return recent.reduce(0) { $0 + $1.seconds } / Double(recent.count) * max(0, left)
  }

  /// The metric by which the chain judges the run: the one that its first callback with a patience
  /// monitors.
  public var monitor: (name: String, direction: Direction)? {
    for callback in callbacks where callback.watchesPlateau {
      if let name = callback.monitor { return (name, callback.direction ?? .min) }
    }
    return nil
  }
}
