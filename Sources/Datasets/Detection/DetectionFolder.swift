internal import SeededRandom

/// A folder with a data set for detectors, in one of the common layouts.
///
/// - COCO: JSON files (`annotations/instances_train2017.json`, `train/_annotations.coco.json`, …), with the
///   images in a folder with the name of the part, in `images`, or beside the JSON file.
/// - PASCAL VOC: `Annotations/*.xml`, `JPEGImages`, parts in `ImageSets/Main/*.txt`; also `annotations` and
///   `images`, or everything in one folder.
/// - YOLO: `data.yaml` with `names`, `train` and `val`, or Darknet's `obj.data`; labels beside `images` in
///   `labels`.
///
///     let folder = try DetectionFolder(path: "cells")
///     let (train, validation) = try folder.trainAndValidation(trainSide: 128, validationSide: 64, seed: 1)
///
/// The path may also be one of those JSON, YAML or `.data` files, or a folder with exactly one such folder in
/// it.
public struct DetectionFolder: Sendable {
  /// The name of a layout of files, such as `.coco`.
  public struct Layout: RawRepresentable, Hashable, Sendable {
    /// The name, as messages show it.
    public let rawValue: String

    /// Creates a name.
    public init(rawValue: String) { self.rawValue = rawValue }
  }

  /// The folder, or the file that describes it.
  public let path: String
  /// The layout of the files.
  public let layout: Layout
  /// The names of the classes; all parts share them.
  public let classes: [String]
  private let parts: [(name: String, list: SceneList)]
  /// All files, if there are no parts.
  private let everything: SceneList?

  /// Detects the layout and reads the annotations; images are opened later, one by one.
  ///
  /// - Throws: `DatasetError` that says what was looked for, or what is wrong in which file.
  /// - Complexity: O(bytes of annotations).
  public init(path: String) throws(DatasetError) {
    let found = try DetectionLayouts.find(path)
    let contents = try found.read()
    self.path = found.path
    layout = type(of: found).name
    classes = contents.classes
    parts = contents.parts
    everything = contents.everything
    guard !classes.isEmpty else {
      throw DatasetError(self.path, "names no classes: there is nothing to detect")
    }
  }

  /// The names of the parts: "train", "val", "test", or others of the data set.
  public var splits: [String] { parts.map(\.name) }

  /// Creates the scenes of a part.
  ///
  /// - Parameters:
  ///   - name: The name of the part; "train" also finds "train2017", and "val", "valid" and "validation" find
  ///     each other.
  ///   - side: The largest width and height in pixels; larger images are shrunk. For training with crops,
  ///     give twice the side of the network.
  ///   - cacheLimit: The bytes of decoded images to keep in memory.
  /// - Throws: `DatasetError` if there is no such part, or it has no images.
  public func split(
    _ name: String, side: Int, cacheLimit: Int = 512 << 20
  ) throws(DatasetError) -> FileScenes {
    let list = try named(name)
    return try scenes(list, "\"\(name)\"", side, cacheLimit)
  }

  /// Creates the scenes for training and validation: the named parts, else those of the data set, else a
  /// random split.
  ///
  /// The training part is "train", else "trainval". The validation part is the first of "val" and "test" that
  /// shares no image with the training part. Named parts may share images; then that is one of the problems.
  ///
  /// - Parameters:
  ///   - trainName: The name of the training part; `nil` for the default.
  ///   - validationName: The name of the validation part; `nil` for the default.
  ///   - fraction: The fraction for validation if there is only one part, 0 … 1.
  ///   - seed: The seed of the split; the same seed gives the same split.
  ///   - cacheLimit: The bytes of decoded images, of both together, to keep in memory.
  /// - Throws: `DatasetError` if there is no such part, or there are too few images.
  public func trainAndValidation(
    train trainName: String? = nil, validation validationName: String? = nil, trainSide: Int,
    validationSide: Int, fraction: Double = 0.2, seed: UInt64, cacheLimit: Int = 512 << 20
  ) throws(DatasetError) -> (train: FileScenes, validation: FileScenes) {
    var train = list("train") ?? list("trainval")
    if let trainName { train = try named(trainName) }
    var validation: SceneList?
    if let validationName {
      var chosen = try named(validationName)
      let shared = chosen.shared(with: train)
      if shared > 0 {
        chosen.problems.append(
          "\(path): \(shared) of \(chosen.files.count) validation images are also training images"
        )
      }
      validation = chosen
    } else {
      validation = ["val", "test"].compactMap(list).first { $0.shared(with: train) == 0 }
    }
    if train == nil || validation == nil {
      guard let all = train ?? everything ?? validation ?? parts.first?.list else {
        throw DatasetError(path, "holds no images")
      }
      guard all.files.count > 1 else {
        throw DatasetError(path, "holds fewer than two images: none is left for validation")
      }
      (train, validation) = all.cut(fraction: fraction, seed: seed)
    }
    return (
      try scenes(train ?? SceneList(), "to train with", trainSide, cacheLimit / 2),
      try scenes(validation ?? SceneList(), "to validate with", validationSide, cacheLimit / 2)
    )
  }

  private func scenes(
    _ list: SceneList, _ words: String, _ side: Int, _ cacheLimit: Int
  ) throws(DatasetError) -> FileScenes {
    guard !list.files.isEmpty else {
      let why = list.problems.first.map { ": \($0)" } ?? ""
      throw DatasetError(path, "has no images \(words)\(why)")
    }
    return FileScenes(list, classes: classes, side: side, cacheLimit: cacheLimit)
  }

  private func named(_ name: String) throws(DatasetError) -> SceneList {
    if let list = list(name) { return list }
    let known =
      splits.isEmpty ? "it has no parts" : "it has \(splits.prefix(12).joined(separator: ", "))"
    throw DatasetError(path, "has no part \"\(name)\" as \(layout.rawValue) data; \(known)")
  }

  private func list(_ name: String) -> SceneList? {
    let synonyms: [String] =
      ["val", "validation", "valid"].contains(name)
      ? [name] + ["val", "validation", "valid"] : [name]
    for name in synonyms {
      if let part = parts.first(where: { $0.name == name }) { return part.list }
    }
    for name in synonyms {
      let part = parts.first { part in
        // The parts of COCO have years: train2017.
        part.name.hasPrefix(name) && part.name.dropFirst(name.count).allSatisfy(\.isNumber)
      }
      if let part { return part.list }
    }
    return nil
  }
}

extension SceneList {
  /// The number of images that are also in another list.
  fileprivate func shared(with other: SceneList?) -> Int {
    other.map { files.shared(with: $0.files) } ?? 0
  }

  /// Splits the list at random; both parts keep their order and have at least one file.
  fileprivate func cut(fraction: Double, seed: UInt64) -> (rest: SceneList, part: SceneList) {
    var order = Array(files.indices)
    var random = SeededGenerator.stream(7, seed: seed)
    random.shuffle(&order)
    let share = min(1, max(0, fraction))
    let size = min(max(1, Int((Double(files.count) * share).rounded())), files.count - 1)
    // Problems from before the split are reported once.
    return (
      SceneList(files.choosing(order.dropFirst(size).sorted()), problems: problems),
      SceneList(files.choosing(order.prefix(size).sorted()))
    )
  }
}
