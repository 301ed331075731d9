internal import Datasets
internal import Learners
internal import Networks
internal import RunModel
internal import SystemThreads
internal import Training

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What a recipe trains: a learner bound to its data, and what there is to say of both.
struct RecipeTask {
  let learner: any Learner
  let measurable: any Measurable
  /// Network, data and their sizes; the rest is the recipe's.
  let info: RunInfo
}

extension Recipe {
  /// What is trained, as far as the recipe alone tells.
  var plannedTask: PlannedTask {
    if case .detector = task {
      PlannedTask(isDetector: true)
    } else {
      PlannedTask(isDetector: false)
    }
  }

  /// Gets the data ready and makes the learner.
  ///
  /// - Throws: `DatasetError` when files are missing or damaged.
  func makeTask() throws -> RecipeTask {
    switch task {
    case .classifier(let layers): try makeClassifier(layers)
    case .detector(let architecture): try makeDetector(architecture)
    }
  }

  private func makeClassifier(_ layers: [DenseLayer]) throws -> RecipeTask {
    let data = try ClassifierData(self)
    try refuseTooLarge(widths: [data.train.inputs] + layers.map(\.units) + [data.train.classes])
    let network = try DenseClassifier(
      inputs: data.train.inputs, layers: layers + [DenseLayer(units: data.train.classes)],
      optimizer: optimizer, averaging: averaging,
      maximumBatch: max(batchSize, 250), threads: threads, seed: seed)
    try requireThreads(network.threads)
    let learner = ClassifierLearner(
      network: network, train: data.train, validation: data.validation, batchSize: batchSize,
      seed: seed)
    let info = RunInfo(
      name: name, epochs: epochs, samplesPerEpoch: data.train.count,
      validationSamples: data.validation.count, parameterCount: network.parameterCount,
      network: network.summary, data: data.words)
    return RecipeTask(learner: learner, measurable: learner, info: info)
  }
}

extension Recipe {
  /// With fewer threads than the recipe says, the same seed would give other weights.
  func requireThreads(_ there: Int) throws(ThreadError) {
    guard there < threads else { return }
    throw ThreadError(reason: "of \(threads) threads only \(there) could be made")
  }

  /// What is kept of each weight.
  var valuesPerWeight: Int {
    optimizer.valuesPerWeight + (averaging == nil ? 0 : 1)
  }

  /// - Parameter widths: numbers in, and each layer's units.
  private func refuseTooLarge(widths: [Int]) throws {
    // Weights and what the optimiser remembers of each.
    let copies = Double(valuesPerWeight)
    let bytes = zip(widths, widths.dropFirst()).reduce(0) {
      $0 + 4 * copies * Double($1.0) * Double($1.1)
    }
    try refuseTooLarge(bytes, "the network")
  }

  /// What cannot be in memory is refused before it is made.
  ///
  /// - Parameter what: that needs so many bytes, for the message.
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
