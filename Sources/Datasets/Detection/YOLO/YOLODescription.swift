internal import YAMLText

/// A YOLO `data.yaml`: the names of the classes and the folders of each part's images.
struct YOLODescription {
  /// The names; a class that a map leaves out has its number as its name.
  let classes: [String]
  /// The parts with their folders or lists, as written.
  let parts: [(name: String, sources: [String])]
  private let file: String
  /// The folder that `path` names.
  private let root: String?

  /// Reads a file.
  ///
  /// - Throws: `DatasetError` with the line, if the file is not YAML or has no names.
  init(path: String) throws(DatasetError) {
    let text = String(decoding: try WholeFile.bytes(of: path), as: UTF8.self)
    let node: YAMLNode?
    do {
      node = try YAMLNode.parse(text)
    } catch {
      throw DatasetError(path, "is not YAML: \(error)")
    }
    guard let mapping = node?.mapping else {
      throw DatasetError(path, "is not a YAML file with names and train")
    }
    classes = try Self.classes(mapping, path)
    file = path
    root = mapping["path"]?.string
    var parts: [(name: String, sources: [String])] = []
    for (key, name) in [("train", "train"), ("val", "val"), ("valid", "val"), ("test", "test")] {
      guard let value = mapping[key], !parts.contains(where: { $0.name == name }) else { continue }
      let sources = value.sequence?.compactMap(\.string) ?? value.string.map { [$0] } ?? []
      if sources.contains(where: { !$0.isEmpty }) { parts.append((name, sources)) }
    }
    self.parts = parts
  }

  private static func classes(
    _ mapping: YAMLMapping, _ path: String
  ) throws(DatasetError) -> [String] {
    if let list = mapping["names"]?.sequence { return list.map { $0.string ?? "" } }
    if let map = mapping["names"]?.mapping {
      var names: [Int: String] = [:]
      for (key, value) in map {
        // A gap in the numbers costs an output; an unlimited number would cost all memory.
        guard let number = key.int, (0..<100_000).contains(number), let name = value.string else {
          throw DatasetError(path, "names must map numbers from 0 to names")
        }
        names[number] = name
      }
      return (0..<(names.keys.max() ?? -1) + 1).map { names[$0] ?? "\($0)" }
    }
    if let count = mapping["nc"]?.int, (1..<100_000).contains(count) {
      return (0..<count).map { "\($0)" }
    }
    throw DatasetError(path, "has no names: a list, or a map from numbers")
  }

  /// Resolves a folder or list of the file.
  ///
  /// It is relative to `path`, which is itself relative to the file. Exports of some tools begin with one
  /// "../" too many.
  func resolved(_ source: String) -> String {
    if source.hasPrefix("/") { return source }
    let folder = Files.folder(file)
    var roots = [folder]
    if let root, root.hasPrefix("/") { roots.insert(root, at: 0) }
    if let root, !root.hasPrefix("/"), !root.isEmpty { roots.insert("\(folder)/\(root)", at: 0) }
    let trimmed = source.hasPrefix("../") ? String(source.dropFirst(3)) : source
    let candidates = roots.map { "\($0)/\(source)" } + roots.map { "\($0)/\(trimmed)" }
    return candidates.first(where: Files.exists) ?? candidates[0]
  }
}
