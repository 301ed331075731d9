internal import SystemFiles

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A file that lines are appended to, each with one `write`: what was written survives `kill -9`.
public final class AppendFile {
  /// Where it is.
  public let path: String
  private let file: RegularFile
  private let descriptor: Int32

  /// Opens a file for appending, creating it when it is not there.
  ///
  /// - Parameter isAlone: nobody else may write it at the same time; a line that a writer before did not
  ///   finish is cut off.
  /// - Throws: `RunLogError` with the system's reason, or when somebody else writes the file.
  public init(path: String, isAlone: Bool = false) throws(RunLogError) {
    self.path = path
    file = try RegularFile(appendingTo: path)
    descriptor = file.descriptor
    guard isAlone else { return }
    if !lockAlone() {
      throw RunLogError(file: path, "another process is training this run")
    }
    dropHalfLine()
  }

  /// Locks the file for this process; one that only looks whether it is locked holds it for microseconds.
  ///
  /// - Returns: false when another process has it.
  private func lockAlone() -> Bool {
    for _ in 0..<20 {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK { return true }
      usleep(10_000)
    }
    return false
  }

  private func dropHalfLine() {
    var end = lseek(descriptor, 0, SEEK_END)
    var chunk = [UInt8](repeating: 0, count: 4096)
    while end > 0 {
      let count = min(4096, Int(end))
      let start = end - off_t(count)
      guard pread(descriptor, &chunk, count, start) == count else { return }
      if let newline = chunk[..<count].lastIndex(of: 0x0A) {
        ftruncate(descriptor, start + off_t(newline) + 1)
        return
      }
      end = start
    }
    ftruncate(descriptor, 0)
  }

  /// Appends a line.
  ///
  /// - Throws: `RunLogError` with the system's reason, as when the disk is full.
  public func append(_ line: String) throws(RunLogError) {
    var bytes = Array(line.utf8)
    bytes.append(0x0A)
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        buffer.baseAddress.map { write(descriptor, $0 + done, buffer.count - done) } ?? 0
      }
      if count > 0 {
        done += count
      } else if errno != EINTR {
        throw RunLogError(file: path, "cannot be written: \(systemReason())")
      }
    }
  }
}
