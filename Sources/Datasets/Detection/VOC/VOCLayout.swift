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
    let found = candidates.first { Files.holds($0, ending: ".xml") }
    guard let found else { return nil }
    path = folder
    annotations = found
  }

  /// Reads all annotations and the lists of the parts.
  func read() throws(DatasetError) -> DetectionContents {
    let lists = ["train", "val", "trainval", "test"]
      .map { (name: $0, file: "\(path)/ImageSets/Main/\($0).txt") }
      .filter { Files.exists($0.file) }
    // All parts are read at once, so that they share the numbers of the classes.
    var images = VOCImages(
      of: Files.stems(annotations, ending: ".xml"),
      in: ["JPEGImages", "images"].map { "\(path)/\($0)" }.first(where: Files.isFolder) ?? path)
    try images.read(annotations)
    let classes = images.orderClasses()
    let all = SceneList(images.table)
    var parts: [(name: String, list: SceneList)] = []
    for (name, file) in lists { parts.append((name, try Self.part(file, of: all, images))) }
    return DetectionContents(
      classes: classes, parts: parts, everything: parts.isEmpty ? all : nil)
  }

  private static func part(
    _ file: String, of all: SceneList, _ images: VOCImages
  ) throws(DatasetError) -> SceneList {
    var chosen: [Int] = []
    var isChosen = [Bool](repeating: false, count: images.stems.count)
    var missing: [String] = []
    let stems = TextIndex(images.stems)
    lazy var names = TextIndex(images.fileNames)
    for line in try FileLines.read(file) {
      guard let id = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).first else { continue }
      guard let position = stems[id] ?? names[id] else {
        missing.append(String(id))
        continue
      }
      if !isChosen[position] { chosen.append(position) }
      isChosen[position] = true
    }
    var list = SceneList(all.files.choosing(chosen))
    if let first = missing.first {
      let others = missing.count > 1 ? " and \(missing.count - 1) more" : ""
      list.problems.append("\(file): \(first)\(others) have no annotation; left out")
    }
    return list
  }
}
