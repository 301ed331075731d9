#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// An error of a file operation that tells whether trying again later may help.
public protocol StorageError: Error {
  /// Whether the disk was full, the quota used up, or the device failed for a moment.
  var isLackOfRoom: Bool { get }
}

/// Whether an `errno` says that the disk is full, the quota used up, or the device failed for a moment.
///
/// - Parameter code: an `errno`; the last one unless given.
public func isLackOfRoom(_ code: Int32? = nil) -> Bool {
  [ENOSPC, EDQUOT, EIO].contains(code ?? errno)
}
