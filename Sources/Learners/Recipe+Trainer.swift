public import Callbacks
internal import Datasets
internal import Networks
public import RunModel
public import Training

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension Recipe {
  /// Makes everything the recipe names, ready to train.
  ///
  /// - Parameters:
  ///   - folder: the run's folder, where logs and checkpoints go.
  ///   - point: where an interrupted run goes on from.
  ///   - keeper: keeps what is needed to go on later.
  ///   - noise: how much metrics changed from epoch to epoch in the last run.
  ///   - inbox: where requests arrive.
  ///   - report: receives every event's kind.
  /// - Throws: `DatasetError` or `CallbackError`, one line each.
  public func makeTrainer(
    folder: String, resuming point: ResumePoint? = nil, keeper: ResumeKeeper? = nil,
    noise: [String: Double] = [:], inbox: CommandInbox = CommandInbox(),
    report: @escaping (RunEvent.Kind) -> Void = { _ in }
  ) throws -> Trainer {
    let data = try ClassifierData(self)
    let learner = makeLearner(data)
    let callbacks = try makeCallbacks(
      CallbackSurroundings(folder: folder) { try learner.averagePrecision($0) })
    let info = RunInfo(
      name: name, directory: folder.isEmpty ? nil : folder, epochs: epochs,
      samplesPerEpoch: data.train.count, validationSamples: data.validation.count,
      batchSize: batchSize, parameterCount: learner.network.parameterCount,
      network: learner.network.summary, data: data.words, seed: seed, threads: threads,
      process: Int(getpid()))
    let findings = Self.findings(callbacks, noise).map(\.text)
    return Trainer(
      learner: learner, callbacks: callbacks, info: info, remarks: findings, resuming: point,
      keeper: keeper, inbox: inbox, report: report)
  }

  /// What is likely to surprise in the recipe's chain; no data is read.
  ///
  /// - Parameter noise: how much metrics changed from epoch to epoch in the last run.
  /// - Throws: `CallbackError` for parameters that do not fit.
  public func findings(noise: [String: Double] = [:]) throws(CallbackError) -> [ChainFinding] {
    Self.findings(try makeCallbacks(CallbackSurroundings(folder: "") { _ in .nan }), noise)
  }

  /// The same after a look at the data, too.
  ///
  /// - Throws: `DatasetError` or `CallbackError`, one line each.
  public func check(noise: [String: Double] = [:]) throws -> [ChainFinding] {
    _ = try ClassifierData(self)
    return try findings(noise: noise)
  }

  private static func findings(
    _ callbacks: [any Callback], _ noise: [String: Double]
  ) -> [ChainFinding] {
    let metrics = ClassifierLearner.directions.keys.sorted()
    return ChainCheck.findings(
      callbacks, metrics: metrics + metrics.map { "val_" + $0 }, noise: noise
    ) { ClassifierLearner.directions[$0] }
  }

  private func makeLearner(_ data: ClassifierData) -> ClassifierLearner {
    let hidden = layers.map { layer in
      DenseLayer(
        units: layer.units, activation: layer.isRectified ? .relu : .linear,
        initializer: DenseLayer.Initializer(rawValue: layer.initializer) ?? .glorotUniform)
    }
    let network = Network(
      inputs: data.train.inputs, layers: hidden + [DenseLayer(units: data.train.classes)],
      optimizer: Networks.Optimizer(optimizer),
      averaging: averaging.map {
        Networks.Optimizer.Averaging(
          momentum: $0.momentum, overwriteFrequency: $0.overwriteFrequency)
      },
      maximumBatch: max(batchSize, 250),
      threads: threads, seed: seed)
    return ClassifierLearner(
      network: network, train: data.train, validation: data.validation, batchSize: batchSize,
      seed: seed)
  }
}

extension Networks.Optimizer {
  fileprivate init(_ recipe: Recipe.Optimizer) {
    switch recipe {
    case .adam(let rate, let beta1, let beta2, let epsilon):
      self = .adam(learningRate: rate, beta1: beta1, beta2: beta2, epsilon: epsilon)
    case .sgd(let rate, let momentum, let isNesterov):
      self = .sgd(learningRate: rate, momentum: momentum, isNesterov: isNesterov)
    }
  }
}
