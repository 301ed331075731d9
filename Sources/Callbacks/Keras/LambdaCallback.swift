public import RunModel

/// A callback of closures: Keras's `LambdaCallback`, the shortest way to add a metric to `logs`.
///
///     LambdaCallback(onEpochEnd: { epoch, logs, training in logs["val_mAP"] = evaluate() })
public final class LambdaCallback: Callback {
  /// A hook without a number.
  public typealias Hook = (inout Logs, TrainingContext) throws -> Void
  /// A hook with the epoch's or the batch's number, from 0.
  public typealias NumberedHook = (Int, inout Logs, TrainingContext) throws -> Void

  private let trainBegin: Hook?
  private let trainEnd: Hook?
  private let epochBegin: NumberedHook?
  private let epochEnd: NumberedHook?
  private let trainBatchBegin: NumberedHook?
  private let trainBatchEnd: NumberedHook?
  private let testBegin: Hook?
  private let testEnd: Hook?
  /// An empty memory: a resume needs nothing of this callback.
  public var memory = CallbackMemory()

  /// Creates a callback of closures.
  public init(
    onEpochBegin: NumberedHook? = nil, onEpochEnd: NumberedHook? = nil,
    onTrainBegin: Hook? = nil, onTrainEnd: Hook? = nil,
    onTrainBatchBegin: NumberedHook? = nil, onTrainBatchEnd: NumberedHook? = nil,
    onTestBegin: Hook? = nil, onTestEnd: Hook? = nil
  ) {
    trainBegin = onTrainBegin
    trainEnd = onTrainEnd
    epochBegin = onEpochBegin
    epochEnd = onEpochEnd
    trainBatchBegin = onTrainBatchBegin
    trainBatchEnd = onTrainBatchEnd
    testBegin = onTestBegin
    testEnd = onTestEnd
  }

  public func onTrainBegin(logs: inout Logs, training: TrainingContext) throws {
    try trainBegin?(&logs, training)
  }

  public func onTrainEnd(logs: inout Logs, training: TrainingContext) throws {
    try trainEnd?(&logs, training)
  }

  public func onEpochBegin(epoch: Int, logs: inout Logs, training: TrainingContext) throws {
    try epochBegin?(epoch, &logs, training)
  }

  public func onEpochEnd(epoch: Int, logs: inout Logs, training: TrainingContext) throws {
    try epochEnd?(epoch, &logs, training)
  }

  public func onTrainBatchBegin(batch: Int, logs: inout Logs, training: TrainingContext) throws {
    try trainBatchBegin?(batch, &logs, training)
  }

  public func onTrainBatchEnd(batch: Int, logs: inout Logs, training: TrainingContext) throws {
    try trainBatchEnd?(batch, &logs, training)
  }

  public func onTestBegin(logs: inout Logs, training: TrainingContext) throws {
    try testBegin?(&logs, training)
  }

  public func onTestEnd(logs: inout Logs, training: TrainingContext) throws {
    try testEnd?(&logs, training)
  }
}
