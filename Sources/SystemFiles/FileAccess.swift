#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Whether a file can be read.
///
/// What is not there, what may not be read and what is not a file are three things.
public enum FileAccess: Equatable, Sendable {
  /// It is a file and can be read.
  case readable
  /// Nothing has this name.
  case missing
  /// It is there, and this is why it cannot be read.
  case refused(String)

  /// Tries to open a file; a pipe of that name does not hold it up.
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
