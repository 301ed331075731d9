#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// An error of a file operation that shows if a later attempt may succeed.
public protocol StorageError: Error {
  /// True when the disk was full, the quota was used up, or the device failed for a moment.
  var isLackOfRoom: Bool { get }
}

/// Returns true when an `errno` means that room is lacking: the disk is full, the quota is used up,
/// or the device failed for a moment.
///
/// - Parameter code: An `errno`; the last one by default.
public func isLackOfRoom(_ code: Int32? = nil) -> Bool {
  [ENOSPC, EDQUOT, EIO].contains(code ?? errno)
}
