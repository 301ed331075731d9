#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Operations on folders: creating them with their parents, and syncing their entries to the disk.
///
/// Synced entries survive a power cut.
public enum Folders {
  /// Creates a folder and its missing parents; existing folders stay.
  ///
  /// - Throws: `FileError` with the folder that cannot be created.
  public static func make(_ path: String) throws(FileError) {
    for folder in chain(path) where mkdir(folder, 0o755) != 0 && errno != EEXIST {
      throw unmakeable(folder)
    }
  }

  /// Creates a folder that must not exist yet, and its missing parents.
  ///
  /// When several processes try at once, the system lets exactly one of them create it.
  ///
  /// - Returns: True when this call created the folder; false when the name already exists.
  /// - Throws: `FileError` with the folder that cannot be created.
  public static func makeNew(_ path: String) throws(FileError) -> Bool {
    let folders = chain(path)
    for folder in folders.dropLast() where mkdir(folder, 0o755) != 0 && errno != EEXIST {
      throw unmakeable(folder)
    }
    guard let last = folders.last else { return false }
    if mkdir(last, 0o755) == 0 { return true }
    if errno == EEXIST { return false }
    throw unmakeable(last)
  }

  /// Creates the missing folders above a file.
  ///
  /// - Throws: `FileError` with the folder that cannot be created.
  public static func make(above file: String) throws(FileError) {
    if let folder = chain(file).dropLast().last { try make(folder) }
  }

  /// Waits until the entries of a folder are on the disk: new names, renames and removals.
  ///
  /// It does nothing where the file system cannot sync folders.
  public static func sync(_ path: String) {
    let descriptor = open(path.isEmpty ? "." : path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  /// Returns the folder that holds a file; `.` for a bare name.
  public static func parent(of file: String) -> String {
    guard let slash = file.lastIndex(of: "/") else { return "." }
    return slash == file.startIndex ? "/" : String(file[..<slash])
  }

  private static func unmakeable(_ folder: String) -> FileError {
    let code = errno
    return FileError(
      folder, "the folder cannot be made: \(systemReason(code))",
      isLackOfRoom: isLackOfRoom(code))
  }

  /// Returns the folders of a path, from the outermost to the path itself.
  private static func chain(_ path: String) -> [String] {
    var folder = path.hasPrefix("/") ? "/" : ""
    var folders: [String] = []
    for part in path.split(separator: "/") {
      folder += (folder.isEmpty || folder.hasSuffix("/") ? "" : "/") + part
      folders.append(folder)
    }
    return folders
  }
}
