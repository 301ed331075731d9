#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The state of a file's lock, such as a trainer's lock on its events.
///
/// The kernel releases a lock when its process dies, however it dies. Network file systems share
/// locks between hosts where they can. A mirror (FUSE) may know only the locks of its own side and
/// report `free`.
public enum FileLock: Equatable, Sendable {
  /// A process holds the lock.
  case held
  /// No process that this file system knows of holds the lock.
  case free
  /// The file cannot be opened, or its file system has no locks.
  case unknown

  /// Creates the state of the lock of an open file.
  ///
  /// The check takes a shared lock and releases it at once. It can refuse only a process that locks
  /// the file at that very moment, so such a process tries more than once.
  ///
  /// - Parameter descriptor: A file that is open for reading.
  public init(of descriptor: Int32) {
    if flock(descriptor, LOCK_SH | LOCK_NB) == 0 {
      flock(descriptor, LOCK_UN)
      self = .free
    } else {
      self = errno == EWOULDBLOCK ? .held : .unknown
    }
  }
}
