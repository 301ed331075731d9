public import RunModel

/// Sets the learning rate at the beginning of each epoch: Keras's `LearningRateScheduler`.
///
/// Writes `learning_rate` into `logs` at the epoch's end: the rate as it is then, so that after a
/// ReduceLROnPlateau in the same chain the new rate is what is logged.
public final class LearningRateScheduler: Callback {
  private let rate: (_ epoch: Int, _ current: Double, _ training: TrainingContext) -> Double
  private let verbose: Int
  private let words: String
  private var last: Double?

  /// Makes the callback of a schedule.
  ///
  /// - Parameter verbose: above 0 it says each rate it sets.
  public init(_ schedule: LearningRateSchedule, verbose: Int = 0) {
    final class Start { var rate: Double? }
    let start = Start()
    words = "\(schedule)".prefix { $0 != "(" }.description
    self.verbose = verbose
    rate = { epoch, current, training in
      if epoch == 0 || start.rate == nil { start.rate = current }
      return schedule.rate(
        epoch: epoch, initial: start.rate ?? current, epochs: training.epochs)
    }
  }

  /// Makes the callback of a function of the epoch, from 0, and the present rate.
  public init(verbose: Int = 0, _ schedule: @escaping (Int, Double) -> Double) {
    words = "by a function"
    self.verbose = verbose
    rate = { epoch, current, _ in schedule(epoch, current) }
  }

  public func onEpochBegin(epoch: Int, logs: inout Logs, training: TrainingContext) throws {
    let new = rate(epoch, Double(training.model.learningRate), training)
    guard new.isFinite, new >= 0 else {
      throw CallbackError(
        "The output of the `schedule` function should be a float. Got: \(new.pythonDescription)")
    }
    training.model.learningRate = Float(new)
    last = new
    if verbose > 0 {
      training.say(
        "Epoch \(epoch + 1): LearningRateScheduler setting learning rate to "
          + "\(new.pythonDescription).", from: self)
    }
  }

  public func onEpochEnd(epoch: Int, logs: inout Logs, training: TrainingContext) throws {
    logs["learning_rate"] = Double(training.model.learningRate)
  }

  public var produces: [String] { ["learning_rate"] }

  public var state: CallbackState {
    CallbackState(
      id: Self.recipeName, name: name,
      summary: words + (last.map { ", \($0.metricWords)" } ?? ""))
  }
}
