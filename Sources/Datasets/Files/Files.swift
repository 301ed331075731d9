internal import BareFoundation
internal import SystemFiles

/// Paths and folders.
enum Files {
  static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  static func isFolder(_ path: String) -> Bool {
    FileKind(of: path) == .folder
  }

  /// The names in a folder, sorted; empty if it cannot be listed.
  static func list(_ folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
  }

  /// All files below a folder, sorted.
  static func tree(_ folder: String) -> [String] {
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
    return names.sorted().map { "\(folder)/\($0)" }
  }

  /// The path without its last component.
  static func folder(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The last component of a path.
  static func name(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// The extension of the name, in lower case.
  static func ending(_ path: String) -> String {
    let name = name(path)
    guard let dot = name.lastIndex(of: ".") else { return "" }
    return name[name.index(after: dot)...].lowercased()
  }

  /// The path with another extension.
  static func replacingEnding(_ path: String, _ ending: String) -> String {
    let known = self.ending(path)
    return (known.isEmpty ? path : String(path.dropLast(known.count + 1))) + "." + ending
  }
}
