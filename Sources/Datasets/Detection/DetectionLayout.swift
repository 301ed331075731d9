/// Where the annotations of a data set lie, found by the names of its files.
enum DetectionLayout {
  /// JSON files with the names of their parts ("" for the only one), and the folder they were found in.
  case coco([(part: String, file: String)], folder: String)
  /// The folder with `Annotations`, or with the XML files.
  case voc(String)
  /// A `data.yaml`.
  case yolo(String)
  /// An `obj.data`.
  case darknet(String)

  /// The file or folder that was chosen.
  var path: String {
    switch self {
    case .coco(_, let folder): folder
    case .voc(let path), .yolo(let path), .darknet(let path): path
    }
  }

  var layout: DetectionFolder.Layout {
    switch self {
    case .coco: .coco
    case .voc: .voc
    case .yolo, .darknet: .yolo
    }
  }

  /// Finds the annotations.
  ///
  /// - Throws: `DatasetError` that says what was looked for.
  static func find(_ path: String) throws(DatasetError) -> DetectionLayout {
    guard Files.exists(path) else { throw DatasetError(path, "there is no such file or folder") }
    guard Files.isFolder(path) else {
      switch Files.ending(path) {
      case "yaml", "yml": return .yolo(path)
      case "data": return .darknet(path)
      case "json", "gz":
        return .coco([(part: "", file: path)], folder: Files.folder(path))
      default:
        throw DatasetError(path, "is no .json (COCO), .yaml (YOLO) or .data (Darknet) file")
      }
    }
    if let found = inside(path) { return found }
    let inner = Files.list(path).map { "\(path)/\($0)" }.filter(Files.isFolder)
      .compactMap { folder in inside(folder).map { (folder, $0) } }
    if inner.count == 1 { return inner[0].1 }
    if inner.count > 1 {
      let names = inner.prefix(6).map { Files.name($0.0) }.joined(separator: ", ")
      throw DatasetError(path, "holds several data sets: \(names); give the path of one")
    }
    throw DatasetError(
      path,
      "is no data set for detectors: looked for data.yaml or obj.data (YOLO), Annotations/*.xml "
        + "or *.xml (PASCAL VOC), annotations/*.json or */_annotations.coco.json (COCO), here and one "
        + "folder deeper")
  }

  private static func inside(_ folder: String) -> DetectionLayout? {
    for name in ["data.yaml", "data.yml", "dataset.yaml", "dataset.yml"]
    where Files.exists("\(folder)/\(name)") {
      return .yolo("\(folder)/\(name)")
    }
    if VOCLayout.annotations(in: folder) != nil { return .voc(folder) }
    let json = coco(folder)
    if !json.isEmpty { return .coco(json, folder: folder) }
    if let name = Files.list(folder).first(where: { $0.hasSuffix(".data") }) {
      return .darknet("\(folder)/\(name)")
    }
    return nil
  }

  /// The JSON files with boxes: instances before others, captions and the like not at all.
  private static func coco(_ folder: String) -> [(part: String, file: String)] {
    var found: [(part: String, file: String)] = []
    for name in Files.list(folder) {
      let file = "\(folder)/\(name)/_annotations.coco.json"
      if Files.exists(file) { found.append((name, file)) }
    }
    if !found.isEmpty { return found }
    for place in [folder + "/annotations", folder] {
      let names = Files.list(place).filter { $0.hasSuffix(".json") || $0.hasSuffix(".json.gz") }
      let instances = names.filter { $0.hasPrefix("instances_") }
      let others = names.filter { name in
        !["captions", "person_keypoints", "image_info", "stuff", "panoptic"]
          .contains { name.hasPrefix($0) }
      }
      for name in instances.isEmpty ? others : instances {
        let stem = name.prefix { $0 != "." }
        let part = stem.hasPrefix("instances_") ? stem.dropFirst(10) : stem
        found.append((String(part), "\(place)/\(name)"))
      }
      if !found.isEmpty { return found }
    }
    return []
  }
}
