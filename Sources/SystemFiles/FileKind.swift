#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The kind of what a path leads to.
public enum FileKind: Equatable, Sendable {
  /// A folder.
  case folder
  /// A file, a pipe or a device.
  case file

  /// Looks at a path, through symbolic links; nil when nothing is there.
  public init?(of path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self = status.st_mode & S_IFMT == S_IFDIR ? .folder : .file
  }
}
