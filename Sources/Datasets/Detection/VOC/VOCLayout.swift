extension DetectionFolder.Layout {
  /// PASCAL VOC: an XML file per image.
  public static let voc = Self(rawValue: "PASCAL VOC")
}

/// PASCAL VOC's layout: XML files, images in `JPEGImages`, parts in `ImageSets/Main`.
struct VOCLayout: DetectionLayout {
  static let name = DetectionFolder.Layout.voc
  static let marks = "Annotations/*.xml or *.xml"

  let path: String
  /// The folder with the XML files.
  private let annotations: String

  /// Accepts the folders of VOC itself, and those that people make of it.
  init?(folder: String) {
    let candidates = [folder + "/Annotations", folder + "/annotations", folder]
    let found = candidates.first { Files.list($0).contains { $0.hasSuffix(".xml") } }
    guard let found else { return nil }
    path = folder
    annotations = found
  }

  /// Reads all annotations and the lists of the parts.
  func read() throws(DatasetError) -> DetectionContents {
    // All parts are read at once, so that they share the numbers of the classes.
    let images = try VOCFolder.read(path: annotations)
    let used = Set(images.objects.map(\.category))
    // Only the official classes that occur, because a network should not look for the others.
    var labels: [Int?] = []
    var classes: [String] = []
    for (index, category) in images.categories.enumerated() {
      labels.append(used.contains(index) ? classes.count : nil)
      if used.contains(index) { classes.append(category.name) }
    }
    let imageFolder =
      ["JPEGImages", "images"].map { "\(path)/\($0)" }.first(where: Files.isFolder) ?? path
    let all = SceneList(images, labels: labels) { Self.file(of: $0, in: imageFolder) }
    var parts: [(name: String, list: SceneList)] = []
    for name in ["train", "val", "trainval", "test"] {
      let file = "\(path)/ImageSets/Main/\(name).txt"
      if Files.exists(file) { parts.append((name, try Self.part(file, of: all, images))) }
    }
    return DetectionContents(
      classes: classes, parts: parts, everything: parts.isEmpty ? all : nil)
  }

  /// The file that the annotation names, or one with the name of the annotation.
  private static func file(of image: AnnotatedImage, in folder: String) -> String {
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
    for line in try FileLines.read(file) {
      guard let id = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).first else { continue }
      guard let position = index[.text(String(id))] else {
        missing.append(String(id))
        continue
      }
      if seen.insert(position).inserted { list.files.append(all.files[position]) }
    }
    if let first = missing.first {
      let others = missing.count > 1 ? " and \(missing.count - 1) more" : ""
      list.problems.append("\(file): \(first)\(others) have no annotation; left out")
    }
    list.problems += all.problems
    return list
  }
}
