/// COCO's layout: a JSON file for each part, and a folder of images.
enum COCOLayout {
  /// Reads the parts; classes are those with objects in any part, in the order in which they first appear.
  static func read(
    _ files: [(part: String, file: String)], in folder: String
  ) throws(DatasetError) -> DetectionContents {
    // The training part first: its order of classes is the order of labels.
    let ordered =
      files.filter { $0.part.hasPrefix("train") } + files.filter { !$0.part.hasPrefix("train") }
    var read: [(part: String, file: String, images: AnnotatedImages)] = []
    var classes: [String] = []
    var places: [String: Int] = [:]
    for (part, file) in ordered {
      let images = try COCOFile.read(path: file)
      // Categories without any object are headings of others in some exports; nothing can learn them.
      let used = Set(images.objects.map(\.category))
      for (index, category) in images.categories.enumerated() where used.contains(index) {
        guard places[category.title] == nil else { continue }
        places[category.title] = classes.count
        classes.append(category.title)
      }
      read.append((part, file, images))
    }
    var parts: [(name: String, list: SceneList)] = []
    for (part, file, images) in read {
      let imageFolder = try folderOfImages(for: images, part: part, file: file, folder: folder)
      let labels = images.categories.map { places[$0.title] }
      let list = SceneList(images, labels: labels) { image in
        image.fileName.isEmpty ? nil : "\(imageFolder)/\(image.fileName)"
      }
      parts.append((name: part, list: list))
    }
    guard parts.count == 1, let only = parts.first, !isName(only.name) else {
      return DetectionContents(classes: classes, parts: parts, everything: nil)
    }
    return DetectionContents(classes: classes, parts: [], everything: only.list)
  }

  private static func isName(_ part: String) -> Bool {
    ["train", "val", "test"].contains { part.hasPrefix($0) }
  }

  /// The folder with the images: the first that has one of the first few.
  private static func folderOfImages(
    for images: AnnotatedImages, part: String, file: String, folder: String
  ) throws(DatasetError) -> String {
    let beside = Files.folder(file)
    var places = part.isEmpty ? [] : ["\(folder)/\(part)", "\(folder)/images/\(part)"]
    places += ["\(folder)/images", "\(folder)/JPEGImages", beside]
    places += ["\(beside)/images", folder, "\(Files.folder(folder))/images"]
    if !part.isEmpty { places.append("\(Files.folder(beside))/\(part)") }
    let first = images.images.prefix(20).map(\.fileName).filter { !$0.isEmpty }
    guard !first.isEmpty else { return folder }
    for place in places where first.contains(where: { Files.exists("\(place)/\($0)") }) {
      return place
    }
    let looked = places.map { place in
      place.hasPrefix(folder + "/") ? String(place.dropFirst(folder.count + 1)) : place
    }
    throw DatasetError(
      file, "\(first[0]) is not found; looked in \(looked.joined(separator: ", "))")
  }
}

extension ObjectCategory {
  /// Its name, else its id.
  fileprivate var title: String { name.isEmpty ? "\(id)" : name }
}
