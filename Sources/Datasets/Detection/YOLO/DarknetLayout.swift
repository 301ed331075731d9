extension DetectionFolder.Layout {
  /// Darknet: YOLO's text files, and an `obj.data`.
  public static let darknet = Self(rawValue: "Darknet")
}

/// Darknet's layout: as YOLO's, with an `obj.data` in place of the YAML file.
struct DarknetLayout: DetectionLayout {
  static let name = DetectionFolder.Layout.darknet
  static let marks = "obj.data"
  static let endings = ["data"]

  /// The `.data` file.
  let path: String

  init?(folder: String) {
    guard let name = Files.list(folder, endings: ".data").first else { return nil }
    path = "\(folder)/\(name)"
  }

  init?(file: String) { path = file }

  /// Reads the parts that the file names: `train = …`, `valid = …`, `names = …`.
  func read() throws(DatasetError) -> DetectionContents {
    let file = path
    var settings: [String: String] = [:]
    for line in try FileLines.read(file) where !line.hasPrefix("#") {
      let sides = line.split(separator: "=", maxSplits: 1).map { $0.filter { !$0.isWhitespace } }
      if sides.count == 2 { settings[sides[0]] = sides[1] }
    }
    guard let names = settings["names"] else {
      throw DatasetError(file, "has no line names = FILE with the classes")
    }
    let classes = try FileLines.read(Self.resolved(names, from: file)).filter { !$0.isEmpty }
    var parts: [(name: String, list: SceneList)] = []
    for (key, name) in [("train", "train"), ("valid", "val"), ("test", "test")] {
      guard let source = settings[key] else { continue }
      var images = YOLOImages(classes: classes.count)
      try images.add(Self.resolved(source, from: file), of: file)
      parts.append((name: name, list: images.list))
    }
    guard !parts.isEmpty else { throw DatasetError(file, "names no train or valid images") }
    return DetectionContents(classes: classes, parts: parts, everything: nil)
  }

  /// Paths are relative to the folder in which Darknet is started, often one folder above.
  private static func resolved(_ source: String, from file: String) -> String {
    if source.hasPrefix("/") { return source }
    let folder = Files.folder(file)
    let candidates = ["\(folder)/\(source)", "\(Files.folder(folder))/\(source)"]
    return candidates.first(where: Files.exists) ?? "\(folder)/\(Files.name(source))"
  }
}
