public import RunModel

/// Measures and saves with the moving average of the weights: Keras's `SwapEMAWeights`.
///
/// It needs an optimiser with `use_ema`. During validation the average stands in for the weights;
/// with `swapOnEpoch` also from an epoch's end to the next one's beginning, so that a
/// `ModelCheckpoint` after it saves the average.
///
///     model.fit(x, y, callbacks: [SwapEMAWeights(swapOnEpoch: true), checkpoint])
public final class SwapEMAWeights: ConfigurableCallback {
  private var swapsOnEpoch: Bool
  private weak var model: (any Model)?

  /// Creates the callback.
  public init(swapOnEpoch: Bool = false) { swapsOnEpoch = swapOnEpoch }

  public func onTrainBegin(logs: inout Logs, training: TrainingContext) throws {
    model = training.model
    training.model.usesAverage = false
    guard training.model.averagedWeights != nil else {
      throw CallbackError(
        "SwapEMAWeights must be used when `use_ema=True` is set on the optimizer. "
          + "Received: use_ema=False")
    }
  }

  public func onTestBegin(logs: inout Logs, training: TrainingContext) throws {
    training.model.useAverage(true)
  }

  public func onTestEnd(logs: inout Logs, training: TrainingContext) throws {
    training.model.useAverage(false)
  }

  public func onEpochBegin(epoch: Int, logs: inout Logs, training: TrainingContext) throws {
    training.model.useAverage(false)
  }

  public func onEpochEnd(epoch: Int, logs: inout Logs, training: TrainingContext) throws {
    if swapsOnEpoch { training.model.useAverage(true) }
  }
}

extension SwapEMAWeights {
  public static var recipeName: String { "swap_ema_weights" }

  public var state: CallbackState {
    CallbackState(
      id: Self.recipeName, name: name,
      summary: "validates\(swapsOnEpoch ? " and saves" : "") with averaged weights")
  }

  public static func makeDefault() -> SwapEMAWeights { SwapEMAWeights() }

  public static var table: ParameterTable<SwapEMAWeights> {
    [
      .live(
        "swap_on_epoch", \.swapsOnEpoch, .boolean,
        "whether the average also stays from an epoch's end to the next one's beginning")
    ]
  }

  /// The weights file of a resume holds the two as they are.
  public var memory: CallbackMemory {
    get { CallbackMemory(["is_average_in_model": .integer(model?.usesAverage == true ? 1 : 0)]) }
    set { model?.usesAverage = newValue.integer("is_average_in_model") == 1 }
  }
}
