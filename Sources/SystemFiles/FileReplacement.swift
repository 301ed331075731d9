#if canImport(Glibc)
  internal import Glibc
  private let systemLink = Glibc.link
#else
  internal import Darwin
  private let systemLink = Darwin.link
#endif

/// A new version of a file, written beside the old one and then renamed over it.
///
/// A reader finds the old version or the new one, never a mixture, even if the process dies at any
/// moment. The new version is on the disk before it gets the name, so a power cut leaves no empty
/// file either. The temporary name is fixed (`state.json.part`): the next process replaces the file
/// that a killed one left behind.
public struct FileReplacement: ~Copyable {
  private let path: String
  private let part: String
  private var descriptor: Int32

  /// Creates a replacement and opens its temporary file.
  ///
  /// - Parameter path: The file to replace; it need not exist, but its folder must.
  /// - Throws: `FileError` with the system's reason.
  public init(of path: String) throws(FileError) {
    self.path = path
    part = path + ".part"
    // A link or pipe with that name must not redirect the bytes.
    unlink(part)
    descriptor = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    if descriptor < 0 { throw FileError.unwritable(path) }
  }

  deinit {
    guard descriptor >= 0 else { return }
    close(descriptor)
    unlink(part)
  }

  /// Writes the next bytes.
  ///
  /// - Throws: `FileError` with the system's reason, such as a full disk.
  public mutating func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    if let code = WholeWrite.write(bytes, to: descriptor) { throw FileError.unwritable(path, code) }
  }

  /// Waits until the new version is on the disk, then gives it the name of the file.
  ///
  /// - Throws: `FileError` with the system's reason; the old version then remains.
  public consuming func commit() throws(FileError) {
    // Some file systems report a full disk only here.
    let isSynced = fsync(descriptor) == 0 || errno == EINVAL || errno == ENOSYS
    let isClosed = close(descriptor) == 0
    descriptor = -1
    guard isSynced, isClosed, rename(part, path) == 0 else {
      let code = errno
      unlink(part)
      throw FileError.unwritable(path, code)
    }
    Folders.sync(Folders.parent(of: path))
  }

  /// Replaces the content of a file with a text.
  ///
  /// - Throws: `FileError` with the system's reason; the old version then remains.
  public static func replace(_ path: String, with text: String) throws(FileError) {
    try replace(path, with: Array(text.utf8))
  }

  /// Gives a file a second name in the same folder and replaces any file with that name.
  ///
  /// - Throws: `FileError` with the system's reason; a file with that name then remains.
  public static func link(_ path: String, as other: String) throws(FileError) {
    let part = other + ".part"
    unlink(part)
    if systemLink(path, part) != 0 {
      // Some file systems have no hard links; a copy has the same effect.
      guard [EPERM, ENOTSUP, EOPNOTSUPP, ENOSYS, EXDEV, EMLINK].contains(errno) else {
        throw FileError.unwritable(other, errno)
      }
      return try copy(path, over: other)
    }
    guard rename(part, other) == 0 else {
      let code = errno
      unlink(part)
      throw FileError.unwritable(other, code)
    }
    // When both names belong to one file, `rename` leaves both.
    unlink(part)
  }

  private static func copy(_ path: String, over other: String) throws(FileError) {
    let source = open(path, O_RDONLY | O_CLOEXEC)
    guard source >= 0 else { throw FileError(path, "cannot be read: \(systemReason())") }
    defer { close(source) }
    var file = try FileReplacement(of: other)
    let size = 1 << 20
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      let count = read(source, buffer.baseAddress, size)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw FileError(path, "cannot be read: \(systemReason())") }
      if count == 0 { break }
      try file.write(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
    try file.commit()
  }

  /// Replaces the content of a file with bytes.
  ///
  /// - Throws: `FileError` with the system's reason; the old version then remains.
  public static func replace(_ path: String, with bytes: [UInt8]) throws(FileError) {
    var file = try FileReplacement(of: path)
    let result: Result<Void, FileError> = bytes.withUnsafeBytes { bytes in
      do throws(FileError) {
        try file.write(bytes)
        return .success(())
      } catch {
        return .failure(error)
      }
    }
    try result.get()
    try file.commit()
  }
}
