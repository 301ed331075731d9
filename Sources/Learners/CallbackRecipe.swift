public import Callbacks

/// A callback of a recipe: its name and parameters, checked, not yet made.
public enum CallbackRecipe: Equatable, Sendable {
  /// Ends training when the loss is not finite.
  case terminateOnNaN(raiseError: Bool)
  /// Sets the learning rate of each epoch.
  case learningRateScheduler(LearningRateSchedule, verbose: Int)
  /// Measures the validation set once an epoch.
  case evaluation(EvaluationRecipe)
  /// Keras's EarlyStopping.
  case earlyStopping(EarlyStoppingRecipe)
  /// Keras's ReduceLROnPlateau.
  case reduceLROnPlateau(ReduceLROnPlateauRecipe)
  /// EarlyStopping on the shared metric hub.
  case earlyStoppingByMAP(EarlyStoppingRecipe)
  /// ReduceLROnPlateau on the shared metric hub.
  case reduceLROnPlateauByMAP(ReduceLROnPlateauRecipe)
  /// Keras's CSVLogger.
  case csvLogger(filename: String?, separator: String, append: Bool)
  /// Keras's ModelCheckpoint.
  case modelCheckpoint(ModelCheckpointRecipe)
}

/// What an evaluation computes.
public struct EvaluationRecipe: Equatable, Sendable {
  /// scikit-learn's word: macro, micro, weighted, samples.
  public var average: String
  /// The name in `logs`.
  public var name: String
  /// Every how many epochs.
  public var frequency: Int
}

/// The parameters of EarlyStopping.
public struct EarlyStoppingRecipe: Equatable, Sendable {
  /// The metric.
  public var monitor: String
  /// What counts as an improvement.
  public var minDelta: Double
  /// Epochs without improvement.
  public var patience: Int
  /// 1 to print.
  public var verbose: Int
  /// auto, min or max.
  public var mode: String
  /// A value to reach at all.
  public var baseline: Double?
  /// Whether the best weights are put back at the end.
  public var restoreBestWeights: Bool
  /// The first epoch that counts.
  public var startFromEpoch: Int
}

/// The parameters of ReduceLROnPlateau.
public struct ReduceLROnPlateauRecipe: Equatable, Sendable {
  /// The metric.
  public var monitor: String
  /// What the learning rate is multiplied by.
  public var factor: Double
  /// Epochs without improvement.
  public var patience: Int
  /// 1 to print.
  public var verbose: Int
  /// auto, min or max.
  public var mode: String
  /// What counts as an improvement.
  public var minDelta: Double
  /// Epochs of rest after a reduction.
  public var cooldown: Int
  /// The lowest learning rate.
  public var minLearningRate: Double
}

/// The parameters of ModelCheckpoint.
public struct ModelCheckpointRecipe: Equatable, Sendable {
  /// The file, with `{epoch:02d}` and metrics in braces; nil for the run's checkpoints folder.
  public var filepath: String?
  /// The metric.
  public var monitor: String
  /// 1 to print.
  public var verbose: Int
  /// Keep the best only.
  public var saveBestOnly: Bool
  /// Leave the optimiser's state out.
  public var saveWeightsOnly: Bool
  /// auto, min or max.
  public var mode: String
  /// The value that the first must beat.
  public var initialValueThreshold: Double?
}
