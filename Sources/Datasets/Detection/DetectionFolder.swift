internal import SeededRandom

/// A folder with a data set for detectors, in one of the layouts that people have.
///
/// - COCO: JSON files (`annotations/instances_train2017.json`, `train/_annotations.coco.json`, …) with the
///   images in a folder of the part's name, in `images`, or beside the JSON.
/// - PASCAL VOC: `Annotations/*.xml`, `JPEGImages`, parts in `ImageSets/Main/*.txt`; also `annotations` and
///   `images`, or all in one folder.
/// - YOLO: `data.yaml` with `names`, `train` and `val`, or Darknet's `obj.data`; labels beside `images` in
///   `labels`.
///
/// The path may also be one of those JSON, YAML or `.data` files, or a folder that holds just one such folder.
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
  /// All files, where there are no parts.
  private let everything: SceneList?

  /// Finds out the layout and reads the annotations; images are opened later, one by one.
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

  /// The parts there are: "train", "val", "test", or what the data set calls them.
  public var splits: [String] { parts.map(\.name) }

  /// The scenes of a part.
  ///
  /// - Parameters:
  ///   - name: of the part; "train" also finds "train2017", and "val" and "validation" each other and
  ///     "valid".
  ///   - side: larger images are shrunk to it; for training with crops give twice the network's side.
  ///   - cacheLimit: bytes of decoded images that are kept in memory.
  /// - Throws: `DatasetError` when there is no such part, or it has no images.
  public func split(
    _ name: String, side: Int, cacheLimit: Int = 512 << 20
  ) throws(DatasetError) -> FileScenes {
    let list = try named(name)
    return try scenes(list, "\"\(name)\"", side, cacheLimit)
  }

  /// What to train and what to measure with: the parts that are named, else the data set's own, else one
  /// that is cut off at random.
  ///
  /// Trained is with "train", else "trainval". Measured is with "val", else "test": the first that shares no
  /// image with what is trained on. Named parts may share some; then that is one of the problems.
  ///
  /// - Parameters:
  ///   - train: the part to train with; nil for the usual.
  ///   - validation: the part to measure with; nil for the usual.
  ///   - fraction: the share that is cut off where there is only one part, 0 … 1.
  ///   - seed: of the cut; the same always cuts the same.
  ///   - cacheLimit: bytes of decoded images of both that are kept in memory.
  /// - Throws: `DatasetError` when there is no such part, or there are too few images.
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
          "\(path): \(shared) of \(chosen.files.count) images to validate with are also trained on"
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
        throw DatasetError(path, "holds fewer than two images: nothing is left to validate with")
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
        // COCO's parts have years: train2017.
        part.name.hasPrefix(name) && part.name.dropFirst(name.count).allSatisfy(\.isNumber)
      }
      if let part { return part.list }
    }
    return nil
  }
}

extension SceneList {
  /// Images that are also in another list.
  fileprivate func shared(with other: SceneList?) -> Int {
    let others = Set(other?.files.map(\.path) ?? [])
    return files.count { others.contains($0.path) }
  }

  /// Cuts a part off at random; both keep the order they had, and at least one file.
  fileprivate func cut(fraction: Double, seed: UInt64) -> (rest: SceneList, part: SceneList) {
    var order = Array(files.indices)
    var random = SeededGenerator.stream(7, seed: seed)
    random.shuffle(&order)
    let share = min(1, max(0, fraction))
    let size = min(max(1, Int((Double(files.count) * share).rounded())), files.count - 1)
    var rest = SceneList()
    var part = SceneList()
    rest.files = order.dropFirst(size).sorted().map { files[$0] }
    part.files = order.prefix(size).sorted().map { files[$0] }
    // What was found before the cut is told once.
    rest.problems = problems
    return (rest, part)
  }
}
