#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The space on disks.
public enum DiskSpace {
  /// The bytes that a person can still write to the disk of a path; nil when there is no such path.
  public static func free(at path: String) -> Double? {
    var status = statvfs()
    guard statvfs(path, &status) == 0 else { return nil }
    return Double(status.f_bavail) * Double(status.f_frsize)
  }
}
