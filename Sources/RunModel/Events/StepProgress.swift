/// The progress of an epoch.
public struct StepProgress: Equatable, Sendable {
  /// The epoch, from 0.
  public var epoch: Int
  /// Steps done in this epoch.
  public var step: Int
  /// Steps of the epoch; 0 when unknown.
  public var steps: Int
  /// Means since the epoch began, as Keras shows them.
  public var logs: Logs
  /// Means of the steps since the last such event.
  public var recent: Logs
  /// Examples per second since the epoch began, pauses left out.
  public var samplesPerSecond: Double
  /// The learning rate of the step; nil when it is not told with every step.
  public var learningRate: Double?
  /// The rate that the script alone would have set; nil when nobody has changed it.
  public var scheduledRate: Double?

  /// Creates a report on the progress of an epoch.
  public init(
    epoch: Int, step: Int, steps: Int, logs: Logs, recent: Logs, samplesPerSecond: Double,
    learningRate: Double? = nil, scheduledRate: Double? = nil
  ) {
    self.epoch = epoch
    self.step = step
    self.steps = steps
    self.logs = logs
    self.recent = recent
    self.samplesPerSecond = samplesPerSecond
    self.learningRate = learningRate
    self.scheduledRate = scheduledRate
  }
}

extension StepProgress {
  static let schema = JSONSchema(
    StepProgress(epoch: 0, step: 0, steps: 0, logs: Logs(), recent: Logs(), samplesPerSecond: 0),
    [
      .init("epoch", \.epoch, .integer), .init("step", \.step, .integer),
      .init("steps", \.steps, .defaulted(.integer, to: 0)), .init("logs", \.logs, .logs),
      .init("recent", \.recent, .logs),
      .init("samples_per_second", \.samplesPerSecond, .defaulted(.roundedNumber, to: 0)),
      .init("learning_rate", \.learningRate, .optional(.number)),
      .init("scheduled_learning_rate", \.scheduledRate, .optional(.number)),
    ])
}
