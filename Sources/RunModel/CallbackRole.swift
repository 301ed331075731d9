/// The part a callback plays in a run.
public enum CallbackRole: String, Equatable, Sendable, CaseIterable {
  /// It ends training.
  case stops
  /// It lowers the learning rate when a metric stops improving.
  case reducesLearningRate = "reduces_learning_rate"
  /// It sets the learning rate by the epoch.
  case schedulesLearningRate = "schedules_learning_rate"
  /// It adds metrics to `logs`.
  case measures
  /// It saves the model.
  case saves
  /// It keeps a backup to continue from.
  case backsUp = "backs_up"
  /// It writes or sends `logs`.
  case logs
  /// It prints the progress.
  case prints
  /// Anything else.
  case other

  /// The role of a callback in a file of version 0.1, which has none.
  ///
  /// - Parameters:
  ///   - name: Its type's name.
  ///   - hasPatience: True when its state has a patience.
  ///   - hasCooldown: True when its state has a cooldown.
  public init(ofUntold name: String, hasPatience: Bool, hasCooldown: Bool) {
    switch name {
    case "TerminateOnNaN", "NonFiniteGuard", "TimeBudget": self = .stops
    case "LearningRateScheduler": self = .schedulesLearningRate
    case "EvaluationCallback", "SmoothedMetric": self = .measures
    case "ModelCheckpoint": self = .saves
    case "BackupAndRestore": self = .backsUp
    case "CSVLogger", "TensorBoard", "RemoteMonitor", "History": self = .logs
    case "ProgressBar": self = .prints
    default: self = !hasPatience ? .other : hasCooldown ? .reducesLearningRate : .stops
    }
  }
}
