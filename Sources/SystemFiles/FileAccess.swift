#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The result of trying to open a file.
///
/// It distinguishes a readable file, a missing file, and one that cannot be read or is not a file.
public enum FileAccess: Equatable, Sendable {
  /// The path names a file that can be read.
  case readable
  /// Nothing exists at the path.
  case missing
  /// The path exists but is not a readable file; the value is the reason.
  case refused(String)

  /// Creates the result of trying to open a file.
  ///
  /// It does not wait when the path names a pipe.
  public init(of path: String) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      let code = errno
      self = code == ENOENT || code == ENOTDIR ? .missing : .refused(systemReason(code))
      return
    }
    defer { close(descriptor) }
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG {
      self = .readable
    } else {
      self = .refused("not a file")
    }
  }
}
