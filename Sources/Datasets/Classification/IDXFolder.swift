internal import BareFoundation

/// A folder with the four files of MNIST, or with another data set under the same names, such as
/// Fashion-MNIST.
public struct IDXFolder: Sendable {
  /// The training images.
  public let train: LabeledImages
  /// The test images; `nil` if the folder has none.
  public let test: LabeledImages?

  /// Reads the files: `train-images-idx3-ubyte`, `train-labels-idx1-ubyte`, `t10k-…`, each also with
  /// `.idx3-ubyte` and with `.gz`.
  ///
  /// - Throws: `DatasetError` that names the missing files or the sizes that do not fit.
  public init(path: String) throws(DatasetError) {
    guard let images = Self.find("train-images", 3, in: path),
      let labels = Self.find("train-labels", 1, in: path)
    else {
      throw DatasetError(
        path,
        "has no train-images-idx3-ubyte and train-labels-idx1-ubyte (with or without .gz); "
          + "give the folder of the IDX files with --set data.path=FOLDER")
    }
    let train = try Self.read(images, labels)
    var test: LabeledImages?
    if let images = Self.find("t10k-images", 3, in: path),
      let labels = Self.find("t10k-labels", 1, in: path)
    {
      let read = try Self.read(images, labels)
      guard read.width == train.width, read.height == train.height else {
        throw DatasetError(
          images,
          "images are \(read.width)×\(read.height), those of the training part "
            + "\(train.width)×\(train.height)")
      }
      test = read
    }
    // Both parts have the larger of their numbers of classes.
    let classes = max(train.classes, test?.classes ?? 0)
    self.train = train.with(classes: classes)
    self.test = test?.with(classes: classes)
  }

  private static func find(_ stem: String, _ dimensions: Int, in folder: String) -> String? {
    for joint in ["-", "."] {
      for ending in ["", ".gz"] {
        let path = "\(folder)/\(stem)\(joint)idx\(dimensions)-ubyte\(ending)"
        if FileManager.default.fileExists(atPath: path) { return path }
      }
    }
    return nil
  }

  private static func read(
    _ imagesPath: String, _ labelsPath: String
  ) throws(DatasetError) -> LabeledImages {
    let images = try IDXFile(path: imagesPath)
    let labels = try IDXFile(path: labelsPath)
    guard images.dimensions.count == 3 else {
      throw DatasetError(
        imagesPath, "has \(images.dimensions.count) dimensions; images have 3")
    }
    guard labels.dimensions.count == 1 else {
      throw DatasetError(
        labelsPath, "has \(labels.dimensions.count) dimensions; labels have 1")
    }
    let (count, height, width) = (images.dimensions[0], images.dimensions[1], images.dimensions[2])
    guard count == labels.bytes.count else {
      throw DatasetError(
        labelsPath, "holds \(labels.bytes.count) labels for \(count) images of \(imagesPath)")
    }
    guard count > 0, width > 0, height > 0 else {
      throw DatasetError(imagesPath, "holds \(count) images of \(width)×\(height): too few")
    }
    return LabeledImages(
      width: width, height: height, classes: Int(labels.bytes.max() ?? 0) + 1,
      pixels: images.bytes, labels: labels.bytes)
  }
}

extension LabeledImages {
  fileprivate func with(classes: Int) -> LabeledImages {
    LabeledImages(width: width, height: height, classes: classes, pixels: pixels, labels: labels)
  }
}
