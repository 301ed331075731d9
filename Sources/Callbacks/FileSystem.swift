#if canImport(Glibc)
  internal import Glibc
  private let systemLink = Glibc.link
#else
  internal import Darwin
  private let systemLink = Darwin.link
#endif

/// The few things callbacks do with files, with the system's reason in every error.
enum FileSystem {
  /// Makes the folders above a file.
  static func makeFolder(of path: String) throws(CallbackError) {
    var folder = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/").dropLast() {
      folder += (folder.isEmpty || folder.hasSuffix("/") ? "" : "/") + part
      if mkdir(folder, 0o755) != 0, errno != EEXIST {
        throw CallbackError("\(folder): the folder cannot be made: \(reason)")
      }
    }
  }

  /// Whether there is something at a path.
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

  /// Writes a small file beside its place and moves it there, so that no reader sees half of it.
  static func write(_ text: String, to path: String) throws(CallbackError) {
    let part = path + ".part"
    guard let file = fopen(part, "we") else {
      throw CallbackError("\(path): cannot be written: \(reason)")
    }
    let isWritten = fputs(text, file) >= 0
    guard fclose(file) == 0, isWritten, rename(part, path) == 0 else {
      throw CallbackError("\(path): cannot be written: \(reason)")
    }
  }

  /// Gives a file a second name in the same folder, in place of what has that name.
  static func link(_ path: String, to other: String) throws(CallbackError) {
    let part = other + ".part"
    unlink(part)
    // In one piece: whoever dies here leaves one of both under that name.
    guard systemLink(path, part) == 0, rename(part, other) == 0 else {
      throw CallbackError("\(path): cannot be kept as \(other): \(reason)")
    }
    unlink(part)
  }

  /// Takes a file away, if it is there.
  static func remove(_ path: String) { unlink(path) }

  /// Takes a folder away, if it is empty.
  static func removeEmptyFolder(_ path: String) { rmdir(path) }

  private static var reason: String { String(cString: strerror(errno)).lowercased() }
}
