internal import Datasets
internal import Learners

extension ClassifierData {
  /// Prepares the examples of a recipe.
  ///
  /// - Throws: `DatasetError` when files are missing or damaged.
  init(_ recipe: Recipe) throws(DatasetError) {
    switch recipe.data {
    case .digits(let train, let validation, let noise, let isFresh):
      let generator = DigitsGenerator(seed: recipe.seed, noise: noise)
      self.init(
        train: isFresh
          ? FreshDigits(generator, count: train) : generator.images(train, .train),
        validation: generator.images(validation, .validation),
        words: "\(train) drawn digits\(isFresh ? ", new ones every epoch" : ""), "
          + "\(validation) to validate")
    case .shapes, .scenes:
      throw DatasetError(recipe.name, "its data are for a detector")
    case .idx(let path, let fraction):
      let folder = try IDXFolder(path: path)
      let name = path.split(separator: "/").last.map(String.init) ?? path
      if let test = folder.test {
        self.init(
          train: folder.train, validation: test,
          words: "\(name): \(folder.train.count) images, \(test.count) to validate")
      } else {
        guard folder.train.count > 1 else {
          throw DatasetError(path, "holds only one image: none is left for validation")
        }
        let (rest, part) = folder.train.split(fraction: fraction, seed: recipe.seed)
        self.init(
          train: rest, validation: part,
          words: "\(name): \(rest.count) images, \(part.count) cut off to validate")
      }
    }
  }
}
