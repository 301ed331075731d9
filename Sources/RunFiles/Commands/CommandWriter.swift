internal import JSONText
public import RunModel
public import SystemFiles

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Appends requests to a run's `commands.jsonl`, from any process on any host.
///
/// Appending is not one step on a network disk, so each append holds a lock. On a file system
/// without locks, the append continues without one. Each append opens the file again, because it
/// may have been replaced, and because another host's lines are seen only then.
public struct CommandWriter: Sendable {
  /// The file.
  public let path: String
  /// The longest wait for another process's lock.
  private let patience: Duration

  /// Creates a writer for a file; nothing is opened.
  ///
  /// - Parameters:
  ///   - path: The path of the file, which is created when it does not exist.
  ///   - patience: The longest wait while another process appends.
  public init(path: String, patience: Duration = .seconds(5)) {
    self.path = path
    self.patience = patience
  }

  /// Appends a request as a line of its own.
  ///
  /// - Throws: `FileError`, in one line, when the path is not a regular file or may not be written,
  ///   its folder is missing, the disk is full, or another process keeps the lock.
  public func append(_ request: CommandRequest) throws(FileError) {
    let file = try RegularFile(appendingTo: path)
    try lock(file)
    let end = lseek(file.descriptor, 0, SEEK_END)
    var bytes = Array(request.json.text.utf8) + [0x0A]
    // The file ends in half a line, or in another host's bytes that have not arrived yet.
    if end > 0, file.bytes(at: Int(end) - 1, count: 1) != [0x0A] { bytes.insert(0x0A, at: 0) }
    if let code = WholeWrite.append(bytes, to: file.descriptor, end: Int(end)) {
      throw FileError(path, "cannot be written: \(systemReason(code))")
    }
  }

  /// Takes the lock, which is released when the file is closed.
  private func lock(_ file: borrowing RegularFile) throws(FileError) {
    let clock = ContinuousClock()
    let limit = clock.now + patience
    while true {
      var request = flock()
      request.l_type = Int16(F_WRLCK)
      request.l_whence = Int16(SEEK_SET)
      #if os(Linux)
        // The lock belongs to the open file, not to the process: closing another descriptor must
        // not release it.
        let isLocked = fcntl(file.descriptor, Self.lockOfOpenFile, &request) == 0
      #else
        let isLocked = fcntl(file.descriptor, F_SETLK, &request) == 0
      #endif
      if isLocked { return }
      // This file system has no locks.
      guard errno == EAGAIN || errno == EACCES || errno == EINTR else { return }
      if clock.now > limit {
        throw FileError(path, "another process keeps it locked; try again")
      }
      usleep(5_000)
    }
  }

  #if os(Linux)
    /// The value of `F_OFD_SETLK`, which Swift does not import.
    private static let lockOfOpenFile: Int32 = 37
  #endif
}
