public import Callbacks
public import Datasets
public import Networks
public import RunModel
internal import Training

extension DenseClassifier {
  /// Trains on arrays, as Keras's `model.fit(x, y, epochs: …, callbacks: …)` does.
  ///
  ///     let history = try model.fit(
  ///       x, y, validation: (xTest, yTest), epochs: 40,
  ///       callbacks: [EarlyStopping(patience: 3, restoreBestWeights: true)])
  ///
  /// - Parameters:
  ///   - x: The examples, row by row.
  ///   - y: Their classes.
  ///   - validation: Examples to measure with after each epoch; they give the `val_` metrics.
  ///   - epochs: The number of epochs, if no callback ends training earlier.
  ///   - batchSize: The examples of a batch, at most the network's `maximumBatch`.
  ///   - callbacks: The callbacks in their order; a `History` follows them.
  ///   - seed: The seed of the order of examples.
  ///   - report: Receives the events of the run.
  /// - Returns: The metrics of every epoch.
  /// - Throws: The error of a callback.
  @discardableResult
  public func fit(
    _ x: [Float], _ y: [UInt8], validation: (x: [Float], y: [UInt8])? = nil, epochs: Int = 1,
    batchSize: Int = 32, callbacks: [any Callback] = [], seed: UInt64 = 1,
    report: @escaping (RunEvent.Kind) -> Void = { _ in }
  ) throws -> History {
    try fit(
      LabeledRows(x, y, classes: classes),
      validation: validation.map { LabeledRows($0.x, $0.y, classes: classes) }, epochs: epochs,
      batchSize: batchSize, callbacks: callbacks, seed: seed, report: report)
  }

  /// Trains on a source of images, such as the parts of an `IDXFolder`.
  ///
  ///     let folder = try IDXFolder(path: "mnist")
  ///     try model.fit(folder.train, validation: folder.test, epochs: 10)
  ///
  /// - Precondition: the images have as many values as the network has inputs, and no more classes
  ///   than it has.
  /// - Parameters:
  ///   - train: The images to learn from.
  ///   - validation: Images to measure with after each epoch; they give the `val_` metrics.
  ///   - epochs: The number of epochs, if no callback ends training earlier.
  ///   - batchSize: The images of a batch, at most the network's `maximumBatch`.
  ///   - callbacks: The callbacks in their order; a `History` follows them.
  ///   - seed: The seed of the order of images.
  ///   - report: Receives the events of the run.
  /// - Returns: The metrics of every epoch.
  /// - Throws: The error of a callback.
  @discardableResult
  public func fit(
    _ train: any ImageSource, validation: (any ImageSource)? = nil, epochs: Int = 1,
    batchSize: Int = 32, callbacks: [any Callback] = [], seed: UInt64 = 1,
    report: @escaping (RunEvent.Kind) -> Void = { _ in }
  ) throws -> History {
    precondition(
      train.inputs == inputs && train.classes <= classes,
      "images of another size, or of more classes, than the network's")
    let learner = ClassifierLearner(
      network: self, train: train, validation: validation,
      batchSize: min(batchSize, maximumBatch), seed: seed)
    let info = RunInfo(
      name: "fit", epochs: epochs, samplesPerEpoch: train.count,
      validationSamples: validation?.count ?? 0, batchSize: batchSize,
      parameterCount: parameterCount, network: summary, seed: seed)
    return try Trainer(learner: learner, callbacks: callbacks, info: info, report: report).fit()
  }
}
