#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A file with bytes on a disk, open for a moment: no pipe, folder or device, which could block for ever.
package struct RegularFile: ~Copyable {
  package let descriptor: Int32
  /// Its identity when it was opened.
  package let identity: FileIdentity
  /// Its length in bytes when it was opened.
  package let size: Int

  /// Opens a file for reading; nil when there is none.
  ///
  /// - Throws: `FileError` when it cannot be read, or is not a regular file.
  package init?(reading path: String) throws(FileError) {
    do throws(FileError) {
      try self.init(path, O_RDONLY)
    } catch {
      if error.reason == Self.isMissing { return nil }
      throw error
    }
  }

  /// Opens a file for appending, making it when it is not there.
  ///
  /// - Throws: `FileError` when it cannot be written, or is not a regular file.
  package init(appendingTo path: String) throws(FileError) {
    try self.init(path, O_RDWR | O_CREAT | O_APPEND)
  }

  private static let isMissing = "no such file"

  private init(_ path: String, _ flags: Int32) throws(FileError) {
    var status = stat()
    // Looked at before it is opened as well: to open some devices is to use them.
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

  /// The objection to a file of this kind; nil for a regular file.
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

  /// The bytes at an offset; fewer at the end of the file.
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
