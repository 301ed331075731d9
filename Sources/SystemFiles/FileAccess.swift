#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The result of trying to open a file.
///
/// A missing file, one that may not be read and a name that is not a file are different cases.
public enum FileAccess: Equatable, Sendable {
  /// It is a file and can be read.
  case readable
  /// Nothing has this name.
  case missing
  /// It exists but cannot be read, with the reason.
  case refused(String)

  /// Tries to open a file; does not wait for a pipe of that name.
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
