#if canImport(Glibc)
  internal import Glibc
  private let systemLink = Glibc.link
#else
  internal import Darwin
  private let systemLink = Darwin.link
#endif

/// A new version of a file, written beside it and moved over it in one piece.
///
/// A reader finds the old version or the new one, never a mixture, even when the process dies at any moment. The new
/// version is on the disk before it gets the name, so a power cut leaves no empty file either. The temporary name is
/// fixed (`state.json.part`): the next process overwrites the file that a killed one left behind.
public struct FileReplacement: ~Copyable {
  private let path: String
  private let part: String
  private var descriptor: Int32

  /// Opens the temporary file.
  ///
  /// - Parameter path: The file to replace; it need not exist, but its folder must.
  /// - Throws: `FileError` with the system's reason.
  public init(of path: String) throws(FileError) {
    self.path = path
    part = path + ".part"
    // A link or a pipe of that name must not redirect the bytes.
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
  /// - Throws: `FileError` with the system's reason, as when the disk is full.
  public mutating func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    if let code = WholeWrite.write(bytes, to: descriptor) { throw FileError.unwritable(path, code) }
  }

  /// Waits for the disk, then gives the new version the file's name.
  ///
  /// - Throws: `FileError` with the system's reason; the old version is then still there.
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

  /// Replaces a file by a text.
  ///
  /// - Throws: `FileError` with the system's reason; the old version is then still there.
  public static func replace(_ path: String, with text: String) throws(FileError) {
    try replace(path, with: Array(text.utf8))
  }

  /// Gives a file a second name in the same folder, replacing a file of that name.
  ///
  /// - Throws: `FileError` with the system's reason; the file of that name then stays.
  public static func link(_ path: String, as other: String) throws(FileError) {
    let part = other + ".part"
    unlink(part)
    if systemLink(path, part) != 0 {
      // Some file systems have no second names; a copy has the same effect.
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
    // When both are names of one file, rename leaves both.
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

  /// Replaces a file by bytes.
  ///
  /// - Throws: `FileError` with the system's reason; the old version is then still there.
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
