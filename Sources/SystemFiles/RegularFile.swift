#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// An open regular file, meant to be open only briefly.
///
/// It is never a pipe, folder or device, which could block for ever.
package struct RegularFile: ~Copyable {
  package let descriptor: Int32
  /// The identity of the file when it was opened.
  package let identity: FileIdentity
  /// The length of the file in bytes when it was opened.
  package let size: Int

  /// Creates a value by opening a file for reading; nil when the file does not exist.
  ///
  /// - Throws: `FileError` when the file cannot be read or is not a regular file.
  package init?(reading path: String) throws(FileError) {
    do throws(FileError) {
      try self.init(path, O_RDONLY)
    } catch {
      if error.reason == Self.isMissing { return nil }
      throw error
    }
  }

  /// Creates a value by opening a file for appending; the file is created when it does not exist.
  ///
  /// - Throws: `FileError` when the file cannot be written or is not a regular file.
  package init(appendingTo path: String) throws(FileError) {
    try self.init(path, O_RDWR | O_CREAT | O_APPEND)
  }

  private static let isMissing = "no such file"

  private init(_ path: String, _ flags: Int32) throws(FileError) {
    var status = stat()
    // The kind is checked before opening as well: opening some devices already uses them.
    if stat(path, &status) == 0, let kind = Self.kind(status) {
      throw FileError(path, kind)
    }
    let file = open(path, flags | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0o644)
    guard file >= 0 else {
      let verb = flags & O_RDWR == 0 ? "read" : "opened for writing"
      if errno == ENOENT, flags & O_CREAT == 0 { throw FileError(path, Self.isMissing) }
      throw FileError(path, "cannot be \(verb): \(systemReason())")
    }
    fstat(file, &status)
    if let kind = Self.kind(status) {
      close(file)
      throw FileError(path, kind)
    }
    descriptor = file
    identity = FileIdentity(status)
    size = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// Returns the objection to a file of this kind; nil for a regular file.
  private static func kind(_ status: stat) -> String? {
    let kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: nil as String?
      case S_IFDIR: "a folder"
      case S_IFIFO: "a pipe"
      case S_IFSOCK: "a socket"
      default: "a device"
      }
    return kind.map { "is \($0) where a file should be; remove it" }
  }

  /// Returns the bytes at an offset; fewer at the end of the file, and none when reading fails.
  package func bytes(at offset: Int, count: Int) -> [UInt8] {
    guard count > 0 else { return [] }
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      var got = -1
      repeat {
        got = pread(descriptor, buffer.baseAddress, count, off_t(offset))
      } while got < 0 && errno == EINTR
      filled = max(0, got)
    }
  }
}
