public import Callbacks
public import Networks
public import RunModel
internal import Training

extension DenseClassifier {
  /// Trains as Keras's `model.fit(x, y, epochs: …, callbacks: …)` does.
  ///
  /// - Parameters:
  ///   - x: examples, row by row.
  ///   - y: their classes.
  ///   - validation: examples to measure with after each epoch; they give the `val_` metrics.
  ///   - batchSize: at most the network's `maximumBatch`.
  ///   - callbacks: in their order; a History is added after them.
  ///   - seed: of the order of examples.
  ///   - report: receives what happens.
  /// - Returns: the metrics of every epoch.
  /// - Throws: what a callback threw.
  @discardableResult
  public func fit(
    _ x: [Float], _ y: [UInt8], validation: (x: [Float], y: [UInt8])? = nil, epochs: Int = 1,
    batchSize: Int = 32, callbacks: [any Callback] = [], seed: UInt64 = 1,
    report: @escaping (RunEvent.Kind) -> Void = { _ in }
  ) throws -> History {
    let learner = ClassifierLearner(
      network: self, train: LabeledRows(x, y, classes: classes),
      validation: validation.map { LabeledRows($0.x, $0.y, classes: classes) },
      batchSize: min(batchSize, maximumBatch), seed: seed)
    let info = RunInfo(
      name: "fit", epochs: epochs, samplesPerEpoch: y.count,
      validationSamples: validation?.y.count ?? 0, batchSize: batchSize,
      parameterCount: parameterCount, network: summary, seed: seed)
    return try Trainer(learner: learner, callbacks: callbacks, info: info, report: report).fit()
  }
}
