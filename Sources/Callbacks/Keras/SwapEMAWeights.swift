public import RunModel

/// Measures and saves with the moving average of the weights: Keras's `SwapEMAWeights`.
///
/// Needs an optimiser with `use_ema`. During validation the average stands in for the weights; with
/// `swapOnEpoch` also from an epoch's end to the next one's beginning, so that a ModelCheckpoint after it
/// saves the average.
public final class SwapEMAWeights: ConfigurableCallback {
  private var swapsOnEpoch: Bool
  /// Whether the average stands in the model now, and the weights in its place.
  public private(set) var isAverageInModel = false

  /// Makes the callback.
  public init(swapOnEpoch: Bool = false) { swapsOnEpoch = swapOnEpoch }

  public func onTrainBegin(logs: inout Logs, training: TrainingContext) throws {
    isAverageInModel = false
    training.swapper = self
    guard training.model.averagedWeights != nil else {
      throw CallbackError(
        "SwapEMAWeights must be used when `use_ema=True` is set on the optimizer. "
          + "Received: use_ema=False")
    }
  }

  public func onTestBegin(logs: inout Logs, training: TrainingContext) throws {
    if !isAverageInModel { swap(training) }
  }

  public func onTestEnd(logs: inout Logs, training: TrainingContext) throws {
    if isAverageInModel { swap(training) }
  }

  public func onEpochBegin(epoch: Int, logs: inout Logs, training: TrainingContext) throws {
    if isAverageInModel { swap(training) }
  }

  public func onEpochEnd(epoch: Int, logs: inout Logs, training: TrainingContext) throws {
    if swapsOnEpoch, !isAverageInModel { swap(training) }
  }

  private func swap(_ training: TrainingContext) {
    guard let average = training.model.averagedWeights else { return }
    training.model.averagedWeights = training.model.weights
    training.model.weights = average
    isAverageInModel.toggle()
  }
}

extension SwapEMAWeights {
  public static var recipeName: String { "swap_ema_weights" }

  public var state: CallbackState {
    CallbackState(
      id: Self.recipeName, name: name,
      summary: "validates\(swapsOnEpoch ? " and saves" : "") with averaged weights")
  }

  /// Switched off while the average is in the model, it is called once more, to swap back.
  public var hasToPutBack: Bool { isAverageInModel }

  public static func makeDefault() -> SwapEMAWeights { SwapEMAWeights() }

  public static var table: ParameterTable<SwapEMAWeights> {
    [
      .live(
        "swap_on_epoch", \.swapsOnEpoch, .boolean,
        "whether the average also stays from an epoch's end to the next one's beginning")
    ]
  }

  public var memory: CallbackMemory {
    get { CallbackMemory(["is_average_in_model": .integer(isAverageInModel ? 1 : 0)]) }
    set { isAverageInModel = newValue.integer("is_average_in_model") == 1 }
  }
}
