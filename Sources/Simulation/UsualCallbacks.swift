internal import Callbacks
internal import FrameworkCallbacks
internal import RunModel

extension TrainingFramework {
  /// The callbacks that a what-if begins with: the framework's own rules.
  ///
  /// Training ends after a patience of 10, and the learning rate is reduced after one of 5, so that
  /// the reduction comes first. All other parameters have the framework's defaults.
  ///
  /// Where a framework lacks one of the rules, that of Keras or PyTorch stands in. Ultralytics never
  /// reduces the rate, and cannot watch a metric whose smaller values are better.
  ///
  /// - Parameters:
  ///   - monitor: The metric's name in the log.
  ///   - direction: Its better direction.
  func usualCallbacks(_ monitor: String, _ direction: Direction) throws -> [any Callback] {
    let mode: MonitorMode = direction == .min ? .min : .max
    switch self {
    case .keras:
      return [
        try stopper(monitor, direction),
        try ReduceLROnPlateau(monitor: monitor, factor: 0.1, patience: 5, mode: mode),
      ]
    case .ultralytics:
      guard direction == .max else {
        return try TrainingFramework.keras.usualCallbacks(monitor, direction)
      }
      return [try stopper(monitor, direction)]
    case .torch, .lightning, .transformers, .mmengine:
      return [
        try stopper(monitor, direction),
        try TorchReduceLROnPlateau.make([
          ("monitor", .text(monitor)), ("mode", .text(direction.rawValue)),
          ("patience", .integer(5)),
        ]),
      ]
    }
  }

  /// The callback that ends training.
  private func stopper(_ monitor: String, _ direction: Direction) throws -> any Callback {
    let patience = ParameterValue.integer(10)
    switch self {
    case .keras, .torch:
      return EarlyStopping(
        monitor: monitor, patience: 10, mode: direction == .min ? .min : .max,
        restoreBestWeights: true)
    case .lightning:
      return try LightningEarlyStopping.make([
        ("monitor", .text(monitor)), ("mode", .text(direction.rawValue)), ("patience", patience),
      ])
    case .transformers:
      return try TransformersEarlyStopping.make([
        ("metric_for_best_model", .text(monitor)),
        ("greater_is_better", .boolean(direction == .max)),
        ("early_stopping_patience", patience), ("load_best_model_at_end", .boolean(true)),
      ])
    case .ultralytics:
      return try UltralyticsEarlyStopping.make([
        ("monitor", .text(monitor)), ("patience", patience),
      ])
    case .mmengine:
      return try MMEngineEarlyStopping.make([
        ("monitor", .text(monitor)), ("rule", .text(direction == .max ? "greater" : "less")),
        ("patience", patience),
      ])
    }
  }
}
