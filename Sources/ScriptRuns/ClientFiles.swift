internal import BareFoundation
internal import CPythonClient
package import SystemFiles

/// The Python client that the program carries, and the folders that hold it.
package enum ClientFiles {
  /// A file of the client.
  struct File {
    let path: String
    let bytes: [UInt8]
  }

  /// The files, by their paths in the client's folder.
  static var files: [File] {
    let own = (0..<plateau_client_count()).map { index in
      let file = plateau_client_file_at(index)
      return File(
        path: String(cString: file.path),
        bytes: Array(UnsafeBufferPointer(start: file.bytes, count: file.size)))
    }
    let project = own.first { $0.path == "pyproject.toml" }
    let text = String(decoding: project?.bytes ?? [], as: UTF8.self)
    // Lightning finds its callbacks through the entry points of what is installed.
    let entries = File(
      path: "plateau_client.dist-info/entry_points.txt", bytes: Array(entryPoints(text).utf8))
    let about = File(
      path: "plateau_client.dist-info/METADATA",
      bytes: Array("Metadata-Version: 2.1\nName: plateau-client\nVersion: 0\n".utf8))
    return own.filter { $0.path != "pyproject.toml" } + [entries, about]
  }

  /// The entry points of a `pyproject.toml`, in the form of an installed package.
  static func entryPoints(_ project: String) -> String {
    var result = ""
    var isInGroup = false
    for line in project.split(separator: "\n") {
      if line.hasPrefix("[") {
        let group = line.dropFirst("[project.entry-points.\"".count).prefix { $0 != "\"" }
        isInGroup = line.hasPrefix("[project.entry-points.\"")
        if isInGroup { result += "[\(group)]\n" }
      } else if isInGroup, line.contains("=") {
        result += line.filter { $0 != "\"" } + "\n"
      }
    }
    return result
  }

  /// Writes the client into a folder.
  ///
  /// - Throws: `FileError` when that is not possible.
  package static func install(in folder: String) throws(FileError) {
    for file in files {
      let path = folder + "/" + file.path
      try Folders.make(above: path)
      try FileReplacement.replace(path, with: file.bytes)
    }
  }

  /// The folder of the client in the person's cache, written when it is not there yet.
  ///
  /// Its name is made from its content, so that two versions of the program do not share it.
  ///
  /// - Throws: `FileError` when it cannot be written.
  package static func cached() throws(FileError) -> String {
    let environment = ProcessInfo.processInfo.environment
    let cache =
      environment["XDG_CACHE_HOME"].flatMap { $0.isEmpty ? nil : $0 }
      ?? (environment["HOME"] ?? "/tmp") + "/.cache"
    let checksum = FileChecksum.of(files.flatMap { Array($0.path.utf8) + $0.bytes })
    let folder = cache + "/plateau/client-" + FileChecksum.text(checksum)
    let mark = folder + "/complete"
    guard !FileManager.default.fileExists(atPath: mark) else { return folder }
    try install(in: folder)
    try FileReplacement.replace(mark, with: "")
    return folder
  }

  /// The folders that Python has to search, the first first, for the client in a folder.
  package static func searchPaths(in folder: String) -> [String] {
    [folder + "/plateau_client/hook", folder]
  }
}
