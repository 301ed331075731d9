extension DetectionFolder.Layout {
  /// YOLO: a text file per image, and a YAML file.
  public static let yolo = Self(rawValue: "YOLO")
}

/// YOLO's layout: images in `images`, a text file of fractions for each in `labels`, names in a YAML file.
struct YOLOLayout: DetectionLayout {
  static let name = DetectionFolder.Layout.yolo
  static let marks = "data.yaml"
  static let endings = ["yaml", "yml"]

  /// The YAML file.
  let path: String

  init?(folder: String) {
    let names = ["data.yaml", "data.yml", "dataset.yaml", "dataset.yml"]
    guard let name = names.first(where: { Files.exists("\(folder)/\($0)") }) else { return nil }
    path = "\(folder)/\(name)"
  }

  init?(file: String) { path = file }

  /// Reads the parts that the file names.
  func read() throws(DatasetError) -> DetectionContents {
    let file = path
    let description = try YOLODescription(path: file)
    var parts: [(name: String, list: SceneList)] = []
    var absent: [String] = []
    for (name, sources) in description.parts {
      var images = YOLOImages(classes: description.classes.count)
      for source in sources.map(description.resolved) {
        // Many files describe parts that were never downloaded.
        guard Files.exists(source) else {
          images.note("\(file) names \(source), which is not there")
          absent.append(source)
          continue
        }
        try images.add(source, of: file)
      }
      parts.append((name: name, list: images.list))
    }
    guard !parts.isEmpty else {
      throw DatasetError(file, "names no train, val or test images")
    }
    if let first = absent.first, parts.allSatisfy({ $0.list.files.isEmpty }) {
      throw DatasetError(file, "names \(first), which is not there")
    }
    return DetectionContents(classes: description.classes, parts: parts, everything: nil)
  }
}
