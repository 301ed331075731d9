extension SceneList {
  /// Adds the images of a folder, or of a text file that lists them.
  mutating func addImages(
    in source: String, of file: String, classes: [String]
  ) throws(DatasetError) {
    guard Files.exists(source) else {
      throw DatasetError(file, "names \(source), which is not there")
    }
    var images: [String] = []
    if Files.isFolder(source) {
      images = Files.tree(source)
    } else if Files.ending(source) == "txt" {
      for line in try FileLines.read(source) where !line.isEmpty {
        images.append(Self.listed(line, in: source))
      }
    } else {
      images = [source]
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
        "\(source): \(count) .\(ending) files are left out; convert them to JPEG or PNG")
    }
  }

  /// Resolves a path of a list: from the folder of the list, or from the one above.
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
