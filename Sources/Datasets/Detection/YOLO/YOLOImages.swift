/// The images of a part of a data set in YOLO's layout, found one source after the other.
struct YOLOImages {
  private var table = SceneTable(.shares)
  private(set) var problems: [String] = []
  private let classes: Int

  /// - Parameter classes: The number of classes.
  init(classes: Int) { self.classes = classes }

  /// The images so far, as a list.
  var list: SceneList { SceneList(table, problems: problems) }

  /// Notes a fault that belongs to no image.
  mutating func note(_ problem: String) { problems.append(problem) }

  /// Adds the images of a folder, or of a text file that lists them.
  ///
  /// - Parameter file: The file that names the source, for messages.
  mutating func add(_ source: String, of file: String) throws(DatasetError) {
    guard Files.exists(source) else {
      throw DatasetError(file, "names \(source), which is not there")
    }
    var others: [String: Int] = [:]
    if Files.isFolder(source) {
      table.begin(folder: source)
      for name in Files.tree(source) { add(name, in: source + "/", &others) }
    } else {
      table.begin(folder: "")
      if Files.ending(source) == "txt" {
        for line in try FileLines.read(source) where !line.isEmpty {
          add(Self.listed(line, in: source), in: "", &others)
        }
      } else {
        add(source, in: "", &others)
      }
    }
    for (ending, count) in others.sorted(by: { $0.key < $1.key }) {
      problems.append(
        "\(source): \(count) .\(ending) files are left out; convert them to JPEG or PNG")
    }
  }

  /// Adds a file if it is an image that can be read; counts those that would have to be converted.
  private mutating func add(_ name: String, in folder: String, _ others: inout [String: Int]) {
    let ending = Files.ending(name)
    if ["jpg", "jpeg", "png"].contains(ending) {
      let labels = YOLOLabels(image: folder + name, classes: classes)
      problems += labels.problems
      table.append(name.utf8, labels.objects)
    } else if ["webp", "bmp", "tif", "tiff", "gif", "avif", "heic"].contains(ending) {
      others[ending, default: 0] += 1
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
}
