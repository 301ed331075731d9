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
/// Appending is not one step on a network's disk, so each append holds a lock; where the file system has no
/// locks, it continues without one. The file is opened each time: it may have been replaced, and another host's lines
/// are seen only then.
public struct CommandWriter: Sendable {
  /// The file.
  public let path: String
  /// The longest wait for another process's lock.
  private let patience: Duration

  /// Names the file; nothing is opened.
  ///
  /// - Parameters:
  ///   - path: the file; it is made when it is not there.
  ///   - patience: how long to wait while another process appends.
  public init(path: String, patience: Duration = .seconds(5)) {
    self.path = path
    self.patience = patience
  }

  /// Appends a request as a line of its own.
  ///
  /// - Throws: `FileError`, one line: no file, no right to write, a full disk, or a lock that somebody keeps.
  public func append(_ request: CommandRequest) throws(FileError) {
    let file = try RegularFile(appendingTo: path)
    try lock(file)
    let end = lseek(file.descriptor, 0, SEEK_END)
    var bytes = Array(request.json.text.utf8) + [0x0A]
    // Half a line, or bytes of another host that are not here yet.
    if end > 0, file.bytes(at: Int(end) - 1, count: 1) != [0x0A] { bytes.insert(0x0A, at: 0) }
    if let code = WholeWrite.append(bytes, to: file.descriptor, end: Int(end)) {
      throw FileError(path, "cannot be written: \(systemReason(code))")
    }
  }

  /// Takes the lock; it goes when the file is closed.
  private func lock(_ file: borrowing RegularFile) throws(FileError) {
    let clock = ContinuousClock()
    let limit = clock.now + patience
    while true {
      var request = flock()
      request.l_type = Int16(F_WRLCK)
      request.l_whence = Int16(SEEK_SET)
      #if os(Linux)
        // Of the open file, not of the process: closing another descriptor must not give it up.
        let isLocked = fcntl(file.descriptor, Self.lockOfOpenFile, &request) == 0
      #else
        let isLocked = fcntl(file.descriptor, F_SETLK, &request) == 0
      #endif
      if isLocked { return }
      // No locks on this file system.
      guard errno == EAGAIN || errno == EACCES || errno == EINTR else { return }
      if clock.now > limit {
        throw FileError(path, "another process keeps it locked; try again")
      }
      usleep(5_000)
    }
  }

  #if os(Linux)
    /// `F_OFD_SETLK`, which Swift does not import.
    private static let lockOfOpenFile: Int32 = 37
  #endif
}
