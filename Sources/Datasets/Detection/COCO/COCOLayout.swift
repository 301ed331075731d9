extension DetectionFolder.Layout {
  /// COCO: a JSON file per part.
  public static let coco = Self(rawValue: "COCO")
}

/// COCO's layout: a JSON file per part, and a folder of images.
struct COCOLayout: DetectionLayout {
  static let name = DetectionFolder.Layout.coco
  static let marks = "annotations/*.json or */_annotations.coco.json"
  static let endings = ["json", "gz"]

  /// The folder in which the files were found.
  let path: String
  /// The JSON files with the names of their parts; "" for the only one.
  private let files: [(part: String, file: String)]

  init?(folder: String) {
    path = folder
    files = Self.files(in: folder)
    if files.isEmpty { return nil }
  }

  init?(file: String) {
    path = Files.folder(file)
    files = [(part: "", file: file)]
  }

  /// The JSON files with boxes: instances before others; captions and the like are skipped.
  private static func files(in folder: String) -> [(part: String, file: String)] {
    var found: [(part: String, file: String)] = []
    for name in Files.folders(folder) {
      let file = "\(folder)/\(name)/_annotations.coco.json"
      if Files.exists(file) { found.append((name, file)) }
    }
    if !found.isEmpty { return found }
    for parent in [folder + "/annotations", folder] {
      let names = Files.list(parent, endings: ".json", ".json.gz")
      let instances = names.filter { $0.hasPrefix("instances_") }
      let others = names.filter { name in
        !["captions", "person_keypoints", "image_info", "stuff", "panoptic"]
          .contains { name.hasPrefix($0) }
      }
      for name in instances.isEmpty ? others : instances {
        let stem = name.prefix { $0 != "." }
        let part = stem.hasPrefix("instances_") ? stem.dropFirst(10) : stem
        found.append((String(part), "\(parent)/\(name)"))
      }
      if !found.isEmpty { return found }
    }
    return []
  }

  /// Reads the parts.
  ///
  /// The classes are those with objects in any part, in the order in which they first appear.
  func read() throws(DatasetError) -> DetectionContents {
    // The training part comes first: its order of classes is the order of labels.
    let ordered =
      files.filter { $0.part.hasPrefix("train") } + files.filter { !$0.part.hasPrefix("train") }
    var read: [(part: String, table: SceneTable, titles: [String], problems: [String])] = []
    var classes: [String] = []
    var labels: [String: Int] = [:]
    for (part, file) in ordered {
      let truth = try COCOFile.groundTruth(file)
      // In some exports, categories without any object are headings of others. Nothing can learn them.
      let used = truth.usedCategories
      for (index, category) in truth.categories.enumerated() where used.contains(index) {
        guard labels[category.title] == nil else { continue }
        labels[category.title] = classes.count
        classes.append(category.title)
      }
      let imageFolder = try Self.imageFolder(for: truth, part: part, file: file, folder: path)
      read.append(
        (part, truth.table(folder: imageFolder), truth.categories.map(\.title), truth.remarks))
    }
    var parts: [(name: String, list: SceneList)] = []
    for index in read.indices {
      // Changed where it is, because a copy would hold every box twice.
      read[index].table.relabel(read[index].titles.map { labels[$0] ?? 0 })
      parts.append((read[index].part, SceneList(read[index].table, problems: read[index].problems)))
    }
    guard parts.count == 1, let only = parts.first, !Self.isPartName(only.name) else {
      return DetectionContents(classes: classes, parts: parts, everything: nil)
    }
    return DetectionContents(classes: classes, parts: [], everything: only.list)
  }

  private static func isPartName(_ part: String) -> Bool {
    ["train", "val", "test"].contains { part.hasPrefix($0) }
  }

  /// The folder with the images: the first that has one of the first few.
  private static func imageFolder(
    for truth: COCOGroundTruth, part: String, file: String, folder: String
  ) throws(DatasetError) -> String {
    let beside = Files.folder(file)
    var candidates = part.isEmpty ? [] : ["\(folder)/\(part)", "\(folder)/images/\(part)"]
    candidates += ["\(folder)/images", "\(folder)/JPEGImages", beside]
    candidates += ["\(beside)/images", folder, "\(Files.folder(folder))/images"]
    if !part.isEmpty { candidates.append("\(Files.folder(beside))/\(part)") }
    let first = truth.firstFileNames(20)
    guard !first.isEmpty else { return folder }
    for folder in candidates where first.contains(where: { Files.exists("\(folder)/\($0)") }) {
      return folder
    }
    let searched = candidates.map { candidate in
      candidate.hasPrefix(folder + "/")
        ? String(candidate.dropFirst(folder.count + 1)) : candidate
    }
    throw DatasetError(
      file, "\(first[0]) is not found; looked in \(searched.joined(separator: ", "))")
  }
}

extension ObjectCategory {
  /// The name, or the id if there is none.
  fileprivate var title: String { name.isEmpty ? "\(id)" : name }
}
