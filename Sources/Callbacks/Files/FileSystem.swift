internal import SystemFiles

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The file operations of callbacks, with the system's reason in every error.
enum FileSystem {
  /// Creates the folders above a file.
  static func makeFolder(of path: String) throws(CallbackError) {
    do { try Folders.make(above: path) } catch { throw CallbackError(error) }
  }

  /// Returns true when there is something at a path.
  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// The text of a small file; nil when it cannot be read.
  static func text(of path: String) -> String? {
    guard let file = fopen(path, "re") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while case let count = fread(&chunk, 1, chunk.count, file), count > 0, bytes.count < 1 << 20 {
      bytes += chunk[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Writes a small file in one piece, so that no reader sees half of it.
  static func write(_ text: String, to path: String) throws(CallbackError) {
    do { try FileReplacement.replace(path, with: text) } catch { throw CallbackError(error) }
  }

  /// Gives a file a second name in the same folder, replacing a file of that name.
  static func link(_ path: String, to other: String) throws(CallbackError) {
    do { try FileReplacement.link(path, as: other) } catch { throw CallbackError(error) }
  }

  /// Renames a file within its folder, replacing a file of that name; that needs no room on the
  /// disk.
  static func move(_ path: String, to other: String) throws(CallbackError) {
    guard rename(path, other) == 0 else { throw CallbackError(FileError.unwritable(other)) }
  }

  /// Removes a file if it exists.
  static func remove(_ path: String) { unlink(path) }

  /// Removes a folder if it is empty.
  static func removeEmptyFolder(_ path: String) { rmdir(path) }
}
