#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension Folders {
  /// Returns the names in a folder, sorted.
  ///
  /// - Throws: `FileError` with the system's reason, such as a missing permission or folder.
  public static func names(in path: String) throws(FileError) -> [String] {
    guard let folder = opendir(path) else { throw FileError(path, systemReason()) }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }
}
