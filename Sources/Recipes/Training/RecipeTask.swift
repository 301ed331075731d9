internal import Datasets
public import Learners
internal import Networks
internal import RunModel
internal import SystemThreads
internal import Training

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The task of a recipe: a learner bound to its data, and their description.
struct RecipeTask {
  let learner: any Learner
  let measurable: any Measurable
  /// The network, the data and their sizes; the caller adds the rest.
  let info: RunInfo
  /// The mark of the data, where several processes train together.
  let data: DataFingerprint
  /// Trains as the leader of the group says until it ends the training.
  let follow: () throws -> Void

  init(
    _ learner: some Learner & Measurable & DistributedTask, _ info: RunInfo,
    data: DataFingerprint, _ group: TrainingGroup?
  ) {
    self.data = data
    self.learner = group.map { learner.leading($0) } ?? learner
    measurable = learner
    self.info = info
    follow = { if let group { try learner.follow(group) } }
  }
}

extension Recipe {
  /// The task, as far as it is known without data.
  var plannedTask: PlannedTask {
    if case .detector = task {
      PlannedTask(isDetector: true)
    } else {
      PlannedTask(isDetector: false)
    }
  }

  /// Prepares the data and makes the learner.
  ///
  /// - Throws: `DatasetError` when files are missing or damaged.
  func makeTask(_ group: TrainingGroup? = nil) throws -> RecipeTask {
    switch task {
    case .classifier(let layers): try makeClassifier(layers, group)
    case .detector(let architecture): try makeDetector(architecture, group)
    }
  }

  /// Trains this process's part of every batch, as the leader of the group says, until it ends the
  /// training.
  ///
  /// - Throws: An error of this process alone, after which the others must be ended, too.
  public func follow(_ group: TrainingGroup) throws {
    let task: RecipeTask
    do {
      task = try prepareTask(group)
    } catch {
      // The leader knows why, and ends the run.
      return try group.awaitEnd()
    }
    try task.follow()
  }

  /// Prepares the task of this process, and compares its data with those of the others.
  func prepareTask(_ group: TrainingGroup) throws -> RecipeTask {
    try group.prepare {
      let task = try makeTask(group)
      return (task, task.data)
    }
  }

  /// True for a detector, whose training by several processes has the bits of one process.
  public var isDetector: Bool {
    if case .detector = task { true } else { false }
  }

  private func makeClassifier(
    _ layers: [DenseLayer], _ group: TrainingGroup?
  ) throws -> RecipeTask {
    let data = try ClassifierData(self)
    try refuseTooLarge(widths: [data.train.inputs] + layers.map(\.units) + [data.train.classes])
    let network = try DenseClassifier(
      inputs: data.train.inputs, layers: layers + [DenseLayer(units: data.train.classes)],
      optimizer: optimizer, averaging: averaging,
      maximumBatch: max(batchSize, 250), threads: threads, exchange: group, seed: seed)
    try requireThreads(network.threads)
    let learner = ClassifierLearner(
      network: network, train: data.train, validation: data.validation, batchSize: batchSize,
      seed: seed, group: group)
    let info = RunInfo(
      name: name, epochs: epochs, samplesPerEpoch: data.train.count,
      validationSamples: data.validation.count, parameterCount: network.parameterCount,
      network: network.summary, data: data.words)
    let sources = [data.train, data.validation]
    return RecipeTask(
      learner, info, data: group == nil ? DataFingerprint() : DataFingerprint(of: sources), group)
  }
}

extension Recipe {
  /// Refuses fewer threads than the recipe names, because with those the same seed would give other
  /// weights.
  func requireThreads(_ there: Int) throws(ThreadError) {
    guard there < threads else { return }
    throw ThreadError(reason: "only \(there) of \(threads) threads could be created")
  }

  /// The values kept per weight.
  var valuesPerWeight: Int {
    optimizer.valuesPerWeight + (averaging == nil ? 0 : 1)
  }

  /// - Parameter widths: The inputs, and each layer's units.
  private func refuseTooLarge(widths: [Int]) throws {
    // The weights with the optimiser's values.
    let copies = Double(valuesPerWeight)
    let bytes = zip(widths, widths.dropFirst()).reduce(0) {
      $0 + 4 * copies * Double($1.0) * Double($1.1)
    }
    try refuseTooLarge(bytes, "the network")
  }

  /// Refuses something that does not fit in memory before it is made.
  ///
  /// - Parameter what: Its name in the message.
  func refuseTooLarge(_ bytes: Double, _ what: String) throws(DatasetError) {
    let memory = Double(sysconf(Int32(_SC_PHYS_PAGES))) * Double(sysconf(Int32(_SC_PAGESIZE)))
    guard bytes < memory else {
      throw DatasetError(
        name,
        "\(what) would take \(Int((bytes / 1e9).rounded(.up))) GB of memory; the machine has "
          + "\(Int(memory / 1e9)) GB")
    }
  }
}
