/// PASCAL VOC's layout: XML files, images in `JPEGImages`, parts in `ImageSets/Main`.
enum VOCLayout {
  /// Reads all annotations, and which of them are in which part.
  static func read(_ folder: String) throws(DatasetError) -> DetectionContents {
    // All at once: classes are numbered the same in every part.
    let images = try VOCFolder.read(path: annotations(in: folder) ?? folder)
    let used = Set(images.objects.map(\.category))
    // Of the official classes only those that occur: a network should not look for the others.
    var labels: [Int?] = []
    var classes: [String] = []
    for (index, category) in images.categories.enumerated() {
      labels.append(used.contains(index) ? classes.count : nil)
      if used.contains(index) { classes.append(category.name) }
    }
    let images =
      ["JPEGImages", "images"].map { "\(folder)/\($0)" }.first(where: Files.isFolder) ?? folder
    let all = SceneList(images, labels: labels) { image in
      image(image, in: images)
    }
    var parts: [(name: String, list: SceneList)] = []
    for name in ["train", "val", "trainval", "test"] {
      let file = "\(folder)/ImageSets/Main/\(name).txt"
      if Files.exists(file) { parts.append((name, try part(file, of: all, images))) }
    }
    return DetectionContents(
      classes: classes, parts: parts, everything: parts.isEmpty ? all : nil)
  }

  /// The folder with the XML files: VOC's own, or what people make of it; nil when there is none.
  static func annotations(in folder: String) -> String? {
    [folder + "/Annotations", folder + "/annotations", folder].first { place in
      Files.list(place).contains { $0.hasSuffix(".xml") }
    }
  }

  /// The file that the annotation names, or one that is called as the annotation is.
  private static func image(_ image: AnnotatedImage, in folder: String) -> String {
    let named = "\(folder)/\(Files.name(image.fileName))"
    guard case .text(let stem) = image.id else { return named }
    let candidates = ["jpg", "jpeg", "png", "JPG"].map { "\(folder)/\(stem).\($0)" } + [named]
    return candidates.first(where: Files.exists) ?? candidates[0]
  }

  private static func part(
    _ file: String, of all: SceneList, _ images: AnnotatedImages
  ) throws(DatasetError) -> SceneList {
    let index = images.imageIndex
    var list = SceneList()
    var seen = Set<Int>()
    var missing: [String] = []
    for line in try TextLines.read(file) {
      guard let id = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).first else { continue }
      guard let place = index[.text(String(id))] else {
        missing.append(String(id))
        continue
      }
      if seen.insert(place).inserted { list.files.append(all.files[place]) }
    }
    if let first = missing.first {
      let others = missing.count > 1 ? " and \(missing.count - 1) more" : ""
      list.problems.append("\(file): \(first)\(others) have no annotation; left out")
    }
    list.problems += all.problems
    return list
  }
}
