internal import Callbacks
internal import FrameworkCallbacks
internal import RunModel

/// A kind of callback in recipes: its name, its keys, and its reader.
struct CallbackKind: Sendable {
  let name: String
  /// Makes the list of parameters, which few of all kinds are asked for.
  private let makeKeys: @Sendable () -> [String]
  /// True for a callback that takes part in a simulation on a saved log.
  let isSimulated: Bool
  let read: @Sendable (RecipeMapping) throws(RecipeError) -> CallbackRecipe.Maker

  /// Creates a kind whose parameters need a reader of their own.
  init(
    _ name: String, _ keys: @autoclosure @escaping @Sendable () -> [String],
    isSimulated: Bool = false,
    read: @escaping @Sendable (RecipeMapping) throws(RecipeError) -> CallbackRecipe.Maker
  ) {
    self.name = name
    makeKeys = keys
    self.isSimulated = isSimulated
    self.read = read
  }

  /// The parameters, in Keras's names.
  var keys: [String] { makeKeys() }

  /// Creates the kind of a callback whose parameters are its table.
  init<Kind: ConfigurableCallback>(_ type: Kind.Type) {
    self.init(Kind.recipeName, Kind.table.names, isSimulated: Kind.isSimulated) {
      keys throws(RecipeError) in
      let make = try keys.maker(Kind.makeDefault)
      return { (context) throws(CallbackError) in
        let callback = try make()
        try callback.placeFiles(in: context.folder)
        return callback
      }
    }
  }

  /// Creates the kind of a callback on a metric that a hub computes.
  ///
  /// - Parameter makeDefault: Creates the callback that acts on the metric.
  init<Wrapped: ConfigurableCallback>(
    _ type: MetricHubCallback<Wrapped>.Type, _ makeDefault: @escaping @Sendable () -> Wrapped
  ) {
    self.init(type.recipeName, Wrapped.table.names, isSimulated: Wrapped.isSimulated) {
      keys throws(RecipeError) in
      let make = try keys.maker(makeDefault)
      return { (context) throws(CallbackError) in
        let wrapped = try make()
        // A log has the metric already.
        if context.isSimulated { return wrapped }
        let metric = wrapped.monitors.first ?? "val/mAP"
        return MetricHubCallback(hub: try context.hub(metric), wrapped)
      }
    }
  }

  /// Every kind.
  static let all: [CallbackKind] = [
    CallbackKind(EarlyStopping.self),
    CallbackKind(EarlyStoppingByMAP.self) { EarlyStopping(monitor: "val/mAP", mode: .max) },
    combinedEarlyStopping,
    CallbackKind(TimeBudget.self),
    CallbackKind(TerminateOnNaN.self),
    CallbackKind(NonFiniteGuard.self),
    CallbackKind(ReduceLROnPlateau.self),
    CallbackKind(ReduceLROnPlateauByMAP.self) {
      ReduceLROnPlateau.makeDefault(monitor: "val/mAP", mode: .max)
    },
    evaluation,
    CallbackKind(SmoothedMetric.self),
    CallbackKind(CSVLogger.self),
    CallbackKind(ModelCheckpoint.self),
    CallbackKind(BackupAndRestore.self),
    CallbackKind(TensorBoard.self),
    remoteMonitor,
    CallbackKind(ProgressBar.self),
    learningRateScheduler,
    CallbackKind(SwapEMAWeights.self),
    CallbackKind(TorchReduceLROnPlateau.self),
    CallbackKind(LightningEarlyStopping.self),
    CallbackKind(TransformersEarlyStopping.self),
    CallbackKind(UltralyticsEarlyStopping.self),
    CallbackKind(MMEngineEarlyStopping.self),
  ]

  static func named(_ name: String) -> CallbackKind? { all.first { $0.name == name } }
}
