#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A file that lines are appended to, each with one `write`: what was written survives `kill -9`.
public final class AppendFile {
  /// Where it is.
  public let path: String
  private let descriptor: Int32

  /// Opens a file for appending, creating it when it is not there.
  ///
  /// - Throws: `RunLogError` with the system's reason.
  public init(path: String) throws(RunLogError) {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    if descriptor < 0 {
      throw RunLogError(file: path, "cannot be opened for writing: \(systemReason())")
    }
  }

  deinit { close(descriptor) }

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

/// The system's words for the last error.
func systemReason() -> String { String(cString: strerror(errno)).lowercased() }
