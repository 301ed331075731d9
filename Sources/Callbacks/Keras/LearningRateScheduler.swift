internal import JSONText
public import RunModel

/// Sets the learning rate at the beginning of each epoch: Keras's `LearningRateScheduler`.
///
/// It adds `learning_rate` to `logs` at the epoch's end: the rate at that moment, so that behind a
/// `ReduceLROnPlateau` in the same chain the new rate is logged.
///
///     LearningRateScheduler(.cosine(warmup: 5, minimum: 1e-5))
///     LearningRateScheduler { epoch, rate in epoch < 10 ? rate : rate * 0.9 }
public final class LearningRateScheduler: Callback {
  private enum Source {
    case schedule(LearningRateSchedule)
    case function((Int, Double) -> Double)
  }

  private var source: Source
  /// Multiplies every rate of a schedule; a change by hand that lasts.
  private var scale = 1.0
  private var verbose: Int
  /// The rate at the start of the run.
  private var initial: Double?

  /// Creates the callback from a schedule.
  ///
  /// - Parameter verbose: Above 0 it reports each rate that it sets.
  public init(_ schedule: LearningRateSchedule, verbose: Int = 0) {
    source = .schedule(schedule)
    self.verbose = verbose
  }

  /// Creates the callback from a function of the epoch, from 0, and the current rate.
  public init(verbose: Int = 0, _ schedule: @escaping (Int, Double) -> Double) {
    source = .function(schedule)
    self.verbose = verbose
  }

  public func onTrainBegin(logs: inout Logs, training: TrainingContext) throws { initial = nil }

  private func rate(_ epoch: Int, _ training: TrainingContext) -> Double {
    let current = Double(training.model.learningRate)
    switch source {
    case .function(let schedule): return schedule(epoch, current)
    case .schedule(let schedule):
      let start = initial ?? current
      initial = start
      return scale * schedule.rate(epoch: epoch, initial: start, epochs: training.plannedEpochs)
    }
  }

  public func onEpochBegin(epoch: Int, logs: inout Logs, training: TrainingContext) throws {
    let new = rate(epoch, training)
    guard new.isFinite, new >= 0 else {
      throw CallbackError(
        "The output of the `schedule` function should be a float. Got: \(new.pythonDescription)")
    }
    training.model.learningRate = Float(new)
    if verbose > 0 {
      training.say(
        "Epoch \(epoch + 1): LearningRateScheduler setting learning rate to "
          + "\(new.pythonDescription).", from: self)
    }
  }

  public func onEpochEnd(epoch: Int, logs: inout Logs, training: TrainingContext) throws {
    logs["learning_rate"] = Double(training.model.learningRate)
  }

  /// True for a schedule, which sets each rate whatever the one before was; a function may keep it.
  package var isFixed: Bool { if case .schedule = source { true } else { false } }

  /// The rate that a schedule keeps in epochs beyond those it was planned for; nil for one that has no
  /// such length.
  package func lastRate(_ training: TrainingContext) -> Double? {
    guard case .schedule(let schedule) = source, case .cosine = schedule else { return nil }
    let start = initial ?? Double(training.model.learningRate)
    return scale
      * schedule.rate(
        epoch: training.plannedEpochs, initial: start, epochs: training.plannedEpochs)
  }

  public var produces: [String] { ["learning_rate"] }

  public var state: CallbackState {
    let words =
      switch source {
      case .schedule(let schedule): "\(schedule)".prefix { $0 != "(" }.description
      case .function: "by a function"
      }
    return CallbackState(
      id: Self.recipeName, name: name, role: .schedulesLearningRate,
      summary: words)
  }

  /// The parameters besides those of the schedule.
  ///
  /// `scale` is for schedules alone: a function gets the present rate, which would be scaled again
  /// in every epoch.
  public static var table: ParameterTable<LearningRateScheduler> {
    [
      .live("scale", \.scale, .magnitude, "every rate of the schedule is multiplied by it") {
        if case .schedule = $0.source { true } else { false }
      },
      .live("verbose", \.verbose, .count(), "above 0, each new rate is reported"),
    ]
  }

  public var parameters: [BoundParameter] {
    let own = Self.table.bound { self }
    guard case .schedule(let present) = source else { return own }
    return present.table.bound {
      if case .schedule(let schedule) = self.source { schedule } else { present }
    } set: {
      self.source = .schedule($0)
    } + own
  }

  public var memory: CallbackMemory {
    get { CallbackMemory(["initial": LogValue(initial)]) }
    set { initial = newValue["initial"] }
  }
}
