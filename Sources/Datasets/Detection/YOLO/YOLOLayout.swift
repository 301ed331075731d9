/// YOLO's layout: images in `images`, a text file of shares for each in `labels`, names in a YAML file.
enum YOLOLayout {
  /// Reads what a `data.yaml` names.
  static func read(_ file: String) throws(DatasetError) -> DetectionContents {
    let description = try YOLODescription(path: file)
    var parts: [(name: String, list: SceneList)] = []
    var absent: [String] = []
    for (name, places) in description.parts {
      var list = SceneList()
      for place in places.map(description.resolved) {
        // Many describe parts that were never downloaded.
        guard Files.exists(place) else {
          list.problems.append("\(file) names \(place), which is not there")
          absent.append(place)
          continue
        }
        try list.addImages(in: place, of: file, classes: description.classes)
      }
      parts.append((name: name, list: list))
    }
    guard !parts.isEmpty else {
      throw DatasetError(file, "names no train, val or test images")
    }
    if let first = absent.first, parts.allSatisfy({ $0.list.files.isEmpty }) {
      throw DatasetError(file, "names \(first), which is not there")
    }
    return DetectionContents(classes: description.classes, parts: parts, everything: nil)
  }

  /// Reads what a Darknet `obj.data` names: `train = …`, `valid = …`, `names = …`.
  static func read(darknet file: String) throws(DatasetError) -> DetectionContents {
    var settings: [String: String] = [:]
    for line in try TextLines.read(file) where !line.hasPrefix("#") {
      let sides = line.split(separator: "=", maxSplits: 1).map { $0.filter { !$0.isWhitespace } }
      if sides.count == 2 { settings[sides[0]] = sides[1] }
    }
    guard let names = settings["names"] else {
      throw DatasetError(file, "has no line names = FILE with the classes")
    }
    let classes = try TextLines.read(resolved(names, from: file)).filter { !$0.isEmpty }
    var parts: [(name: String, list: SceneList)] = []
    for (key, name) in [("train", "train"), ("valid", "val"), ("test", "test")] {
      guard let place = settings[key] else { continue }
      var list = SceneList()
      try list.addImages(in: resolved(place, from: file), of: file, classes: classes)
      parts.append((name: name, list: list))
    }
    guard !parts.isEmpty else { throw DatasetError(file, "names no train or valid images") }
    return DetectionContents(classes: classes, parts: parts, everything: nil)
  }

  /// Darknet's paths start where it was started, often one folder above.
  private static func resolved(_ place: String, from file: String) -> String {
    if place.hasPrefix("/") { return place }
    let folder = Files.folder(file)
    let candidates = ["\(folder)/\(place)", "\(Files.folder(folder))/\(place)"]
    return candidates.first(where: Files.exists) ?? "\(folder)/\(Files.name(place))"
  }
}

extension SceneList {
  /// Adds the images of a folder, or of a text file that lists them.
  fileprivate mutating func addImages(
    in place: String, of file: String, classes: [String]
  ) throws(DatasetError) {
    guard Files.exists(place) else {
      throw DatasetError(file, "names \(place), which is not there")
    }
    var images: [String] = []
    if Files.isFolder(place) {
      images = Files.tree(place)
    } else if Files.ending(place) == "txt" {
      for line in try TextLines.read(place) where !line.isEmpty {
        images.append(Self.listed(line, in: place))
      }
    } else {
      images = [place]
    }
    var others: [String: Int] = [:]
    for image in images {
      let ending = Files.ending(image)
      if ["jpg", "jpeg", "png"].contains(ending) {
        add(image, classes: classes)
      } else if ["webp", "bmp", "tif", "tiff", "gif", "avif", "heic"].contains(ending) {
        others[ending, default: 0] += 1
      }
    }
    for (ending, count) in others.sorted(by: { $0.key < $1.key }) {
      problems.append(
        "\(place): \(count) .\(ending) files are left out; convert them to JPEG or PNG")
    }
  }

  /// A path in a list: from the list's folder, or from one above it.
  private static func listed(_ line: String, in list: String) -> String {
    if line.hasPrefix("/") { return line }
    let relative = line.hasPrefix("./") ? String(line.dropFirst(2)) : line
    let folder = Files.folder(list)
    let near = "\(folder)/\(relative)"
    if Files.exists(near) { return near }
    let above = "\(Files.folder(folder))/\(relative)"
    return Files.exists(above) ? above : near
  }

  private mutating func add(_ image: String, classes: [String]) {
    let labels = YOLOLabels(image: image, classes: classes.count)
    problems += labels.problems
    files.append(SceneFile(path: image, unit: .shares, objects: labels.objects))
  }
}
