#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The space on a disk.
package struct DiskSpace: Equatable, Sendable {
  /// The bytes that a person can still write.
  package let free: Double
  /// The size in bytes.
  package let size: Double

  /// Measures the disk of a path; nil when there is no such path.
  ///
  /// It waits as long as the disk does.
  package init?(at path: String) {
    var status = statvfs()
    guard statvfs(path, &status) == 0 else { return nil }
    free = Double(status.f_bavail) * Double(status.f_frsize)
    size = Double(status.f_blocks) * Double(status.f_frsize)
  }
}
