internal import SystemFiles

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Paths and folders.
enum Files {
  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  static func isFolder(_ path: String) -> Bool {
    FileKind(of: path) == .folder
  }

  /// The names in a folder with one of some endings, sorted; empty if it cannot be listed.
  static func list(_ folder: String, endings: String...) -> PackedTexts {
    var names = PackedTexts()
    forEachEntry(folder) { name, _ in
      if endings.contains(where: { name.ends(in: $0) }) { names.append(name) }
      return true
    }
    return names.sorted()
  }

  /// The names in a folder, in no order; empty if it cannot be listed.
  static func names(_ folder: String) -> PackedTexts {
    var names = PackedTexts()
    forEachEntry(folder) { name, _ in
      names.append(name)
      return true
    }
    return names
  }

  /// The names in a folder that have an ending, without it, sorted.
  static func stems(_ folder: String, ending: String) -> PackedTexts {
    var names = PackedTexts()
    forEachEntry(folder) { name, _ in
      if name.ends(in: ending) { names.append(name.dropLast(ending.utf8.count)) }
      return true
    }
    return names.sorted()
  }

  /// `true` if a folder has a name with an ending.
  static func holds(_ folder: String, ending: String) -> Bool {
    var isFound = false
    forEachEntry(folder) { name, _ in
      isFound = name.ends(in: ending)
      return !isFound
    }
    return isFound
  }

  /// The names of the folders in a folder, sorted, through symbolic links; empty if it cannot be listed.
  static func folders(_ folder: String) -> [String] {
    var names: [String] = []
    forEachEntry(folder) { name, kind in
      if kind == .file { return true }
      let name = String(decoding: name, as: UTF8.self)
      if kind == .folder || isFolder("\(folder)/\(name)") { names.append(name) }
      return true
    }
    return names.sorted()
  }

  /// All files below a folder, relative to it, sorted; symbolic links to folders are not followed.
  static func tree(_ folder: String) -> PackedTexts {
    var files = PackedTexts()
    var inner = [""]
    while let path = inner.popLast() {
      let whole = path.isEmpty ? folder : "\(folder)/\(path)"
      let start = Array(path.isEmpty ? "".utf8 : "\(path)/".utf8)
      forEachEntry(whole) { name, kind in
        if kind == .folder {
          inner.append(String(decoding: start + name, as: UTF8.self))
        } else {
          files.append(start + name)
        }
        return true
      }
    }
    return files.sorted()
  }

  /// The kind of an entry of a folder.
  private enum EntryKind { case file, folder, link }

  /// Calls `body` with each name in a folder, in no order, until it returns `false`.
  private static func forEachEntry(
    _ folder: String, _ body: (UnsafeRawBufferPointer, EntryKind) -> Bool
  ) {
    guard let stream = opendir(folder) else { return }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
      let type = Int32(entry.pointee.d_type)
      let goesOn = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        let name = UnsafeRawBufferPointer(rebasing: bytes.prefix { $0 != 0 })
        if name.elementsEqual(".".utf8) || name.elementsEqual("..".utf8) { return true }
        return body(name, kind(type, folder, name))
      }
      if !goesOn { return }
    }
  }

  private static func kind(
    _ type: Int32, _ folder: String, _ name: UnsafeRawBufferPointer
  ) -> EntryKind {
    switch type {
    case Int32(DT_DIR): return .folder
    case Int32(DT_LNK): return .link
    case Int32(DT_UNKNOWN):
      // Some file systems tell the kind only of the file itself.
      var status = stat()
      let path = "\(folder)/\(String(decoding: name, as: UTF8.self))"
      guard lstat(path, &status) == 0 else { return .file }
      let kind = status.st_mode & S_IFMT
      return kind == S_IFDIR ? .folder : kind == S_IFLNK ? .link : .file
    default: return .file
    }
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
    let bytes = path.utf8
    let slash = bytes.lastIndex(of: UInt8(ascii: "/"))
    let name = bytes[(slash.map { bytes.index(after: $0) } ?? bytes.startIndex)...]
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")) else { return "" }
    return path[bytes.index(after: dot)...].lowercased()
  }

  /// The path with another extension.
  static func replacingEnding(_ path: String, _ ending: String) -> String {
    let known = self.ending(path)
    return (known.isEmpty ? path : String(path.dropLast(known.count + 1))) + "." + ending
  }
}

extension UnsafeRawBufferPointer {
  /// `true` if the last bytes are those of a text.
  fileprivate func ends(in text: String) -> Bool {
    count >= text.utf8.count && self[(count - text.utf8.count)...].elementsEqual(text.utf8)
  }
}
