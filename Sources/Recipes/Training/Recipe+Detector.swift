internal import Datasets
internal import Learners
internal import Networks
internal import RunModel

extension Recipe {
  /// Binds a detector to its scenes.
  ///
  /// - Throws: `DatasetError` when files are missing or damaged, `ArchitectureError` for an
  ///   impossible network.
  func makeDetector(
    _ architecture: SSDArchitecture, _ group: TrainingGroup?
  ) throws -> RecipeTask {
    let (train, validation, words, augmentation) = try scenes()
    var architecture = architecture
    architecture.classes = train.classes.count
    try architecture.validate()
    // A batch larger than the data would only take memory.
    let batch = min(batchSize, max(1, train.count))
    try refuseTooLarge(
      architecture.bytes(
        images: batch, threads: threads, precision: precision, valuesPerWeight: valuesPerWeight),
      "the network with a batch of \(batch)")
    let network = try SSDDetector(
      architecture, optimizer: optimizer, averaging: averaging, precision: precision,
      maximumBatch: batch, threads: threads, exchange: group, seed: seed)
    try requireThreads(network.threads)
    let learner = DetectorLearner(
      network: network, train: train, validation: validation, batchSize: batch,
      augmentation: augmentation, seed: seed, group: group)
    let info = RunInfo(
      name: name, epochs: epochs, samplesPerEpoch: train.count,
      validationSamples: validation.count, parameterCount: network.parameterCount,
      network: network.summary, data: words)
    let sources = [train, validation]
    return RecipeTask(
      learner, info, data: group == nil ? DataFingerprint() : DataFingerprint(of: sources), group)
  }

  private func scenes() throws(DatasetError) -> (
    train: any SceneSource, validation: any SceneSource, words: String,
    augmentation: Augmentation?
  ) {
    switch data {
    case .shapes(let train, let validation, let side, let isFresh):
      let drawn = (isFresh ? 0 : Double(train)) + Double(validation)
      try refuseTooLarge(drawn * 3 * Double(side * side), "\(Int(drawn)) scenes of \(side) pixels")
      let generator = ShapesGenerator(seed: seed, side: side)
      let words =
        "\(train) drawn scenes of shapes\(isFresh ? ", new ones every epoch" : ""), "
        + "\(validation) to validate"
      return (
        isFresh ? FreshShapes(generator, count: train) : generator.scenes(train, .train),
        generator.scenes(validation, .validation), words, nil
      )
    case .scenes(let path, let side, let variations, let fraction, let parts):
      let folder = try DetectionFolder(path: path)
      let name = path.split(separator: "/").last.map(String.init) ?? path
      let (train, validation) =
        try folder.scenes(parts, side: side, fraction: fraction, seed: seed)
      let words = "\(name): \(train.count) images, \(validation.count) to validate"
      return (train, validation, words, variations.augmentation)
    case .digits, .idx:
      throw DatasetError(name, "its data are for a classifier")
    }
  }
}

extension DetectionFolder {
  /// The parts that the recipe names, or the usual ones of the data set.
  fileprivate func scenes(
    _ parts: Recipe.Data.Parts, side: Int, fraction: Double, seed: UInt64
  ) throws(DatasetError) -> (train: FileScenes, validation: FileScenes) {
    // Twice the side, so that a crop of an image is still sharp.
    try trainAndValidation(
      train: parts.train, validation: parts.validation, trainSide: 2 * side,
      validationSide: side, fraction: fraction, seed: seed)
  }
}

extension [Recipe.Data.Variation] {
  /// The augmentation of scenes; nil for none.
  fileprivate var augmentation: Augmentation? {
    isEmpty
      ? nil
      : Augmentation(
        flips: contains(.flip), flipsVertically: contains(.verticalFlip),
        recolors: contains(.color), expansion: contains(.expand) ? 4 : 1, crops: contains(.crop))
  }
}
