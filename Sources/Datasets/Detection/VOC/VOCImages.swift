/// The images of a data set in PASCAL VOC's layout, with their objects.
struct VOCImages {
  /// The names of the XML files, without `.xml`, sorted.
  let stems: PackedTexts
  /// The file of each image as its annotation names it.
  private(set) var fileNames = PackedTexts()
  private(set) var table = SceneTable(.pixels)
  private let folder: String
  /// The names in the folder of the images.
  private let present: TextIndex
  /// The classes, numbered as they were found.
  private var found: [String: Int] = [:]

  /// - Parameter folder: The folder with the images.
  init(of stems: PackedTexts, in folder: String) {
    self.stems = stems
    self.folder = folder
    present = TextIndex(Files.names(folder))
    table.begin(folder: folder)
  }

  /// Reads the annotations in a folder.
  mutating func read(_ annotations: String) throws(DatasetError) {
    for stem in stems {
      let annotation = try VOCAnnotation(path: "\(annotations)/\(stem).xml")
      let fileName = annotation.fileName ?? stem + ".jpg"
      fileNames.append(fileName)
      let objects = annotation.objects.map { object in
        SceneFile.Object(
          box: object.box, label: number(of: object.name), isDifficult: object.isDifficult)
      }
      table.append(file(stem, named: Files.name(fileName)).utf8, objects)
    }
  }

  private mutating func number(of name: String) -> Int {
    if let number = found[name] { return number }
    found[name] = found.count
    return found.count - 1
  }

  /// The file with the name of the annotation, or the one that the annotation names.
  private func file(_ stem: String, named: String) -> String {
    let candidates = ["jpg", "jpeg", "png", "JPG"].map { "\(stem).\($0)" } + [named]
    // A file system may find a name in other letters than those it is listed with.
    return candidates.first { present[$0] != nil }
      ?? candidates.first { Files.exists("\(folder)/\($0)") } ?? candidates[0]
  }

  /// Numbers the classes in their order.
  ///
  /// - Returns: Only the classes that occur, because a network should not look for the others.
  mutating func orderClasses() -> [String] {
    let classes = VOCFolder.classes(Set(found.keys)).filter { found[$0] != nil }
    var labels = [Int](repeating: 0, count: classes.count)
    for (label, name) in classes.enumerated() {
      if let number = found[name] { labels[number] = label }
    }
    table.relabel(labels)
    return classes
  }
}
