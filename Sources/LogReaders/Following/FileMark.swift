internal import BareFoundation
internal import SystemFiles
internal import TensorBoardFiles

/// The kind of a binary file, as detected from its first bytes.
enum FileMark {
  /// A SQLite database.
  case database
  /// A TensorBoard event file.
  case eventFile

  /// Detects the kind of a file; nil when it is another.
  init?(path: String) {
    // A pipe cannot be read twice.
    guard Self.isRegular(path),
      let file = try? FileDescriptor(path: path)
    else { return nil }
    let name = path.split(separator: "/").last ?? ""
    let isNamed = name.contains("tfevents") && !name.hasSuffix(".profile-empty")
    let bytes = (try? file.read(at: 0, count: 16, path: path)) ?? []
    if bytes.starts(with: Array("SQLite format 3\0".utf8)) {
      self = .database
    } else if isNamed, bytes.isEmpty || Self.isLength(bytes) {
      self = .eventFile
    } else if Self.isLength(bytes) || isNamed, Self.hasRecords(path) {
      self = .eventFile
    } else {
      return nil
    }
  }

  /// Returns true when a path leads to a regular file rather than a pipe or device.
  static func isRegular(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Returns true when the first eight bytes are a plausible length of a record.
  private static func isLength(_ bytes: [UInt8]) -> Bool {
    bytes.count >= 8 && bytes[4..<8].allSatisfy { $0 == 0 }
  }

  private static func hasRecords(_ path: String) -> Bool {
    var points = ScalarPoints()
    guard let reader = try? EventFileReader(path: path) else { return false }
    _ = try? reader.readPart(into: &points)
    return reader.counts.records > 0
  }
}
