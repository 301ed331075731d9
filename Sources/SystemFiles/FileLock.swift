#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Whether a process has locked a file for itself, as a trainer locks its events.
///
/// The kernel drops a lock when its process dies, however it dies. Network file systems carry locks to other hosts
/// where they can; a mirror (FUSE) may know only those of its own side and answer `free`.
public enum FileLock: Equatable, Sendable {
  /// A process holds it.
  case held
  /// No process that this file system knows of holds it.
  case free
  /// The file cannot be opened, or its file system has no locks.
  case unknown

  /// Looks at an open file.
  ///
  /// The lock is shared, and is given back at once: it refuses nobody but a process that takes the lock at this very
  /// moment, which therefore tries more than once.
  ///
  /// - Parameter descriptor: a file that is open for reading.
  public init(of descriptor: Int32) {
    if flock(descriptor, LOCK_SH | LOCK_NB) == 0 {
      flock(descriptor, LOCK_UN)
      self = .free
    } else {
      self = errno == EWOULDBLOCK ? .held : .unknown
    }
  }
}
