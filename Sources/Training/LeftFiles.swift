#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Files that a process that died had not finished: their names are fixed, so that nobody else's are taken.
enum LeftFiles {
  private static let endings = [
    ".safetensors.part", ".state.json.part", "/state.json.part", "/recipe.yaml.part",
  ]

  /// Takes them away from a folder and those in it; the run must be locked.
  ///
  /// - Complexity: O(files in the folder).
  static func remove(under folder: String, depth: Int = 8) {
    guard let directory = opendir(folder) else { return }
    defer { closedir(directory) }
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name == "." || name == ".." { continue }
      let path = folder + "/" + name
      var status = stat()
      guard lstat(path, &status) == 0 else { continue }
      if status.st_mode & S_IFMT == S_IFDIR {
        if depth > 0 { remove(under: path, depth: depth - 1) }
      } else if endings.contains(where: path.hasSuffix) || name.hasPrefix(".dat.nosync") {
        // The second is what version 0.1 wrote states through.
        unlink(path)
      }
    }
  }
}
