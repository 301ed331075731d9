package import SystemFiles

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension ChildProcess {
  /// Starts a program without input, whose output and errors go into a file.
  ///
  /// - Parameters:
  ///   - output: The path of the file, which is made when it does not exist.
  ///   - isNew: True to empty the file first; false to append to it.
  /// - Throws: `FileError` with the system's reason.
  package init(
    _ arguments: [String], environment: [String], output: String, isNew: Bool = false,
    group: Group
  ) throws(FileError) {
    let way = isNew ? O_TRUNC : O_APPEND
    let file = open(output, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOCTTY | way, 0o644)
    guard file >= 0 else { throw .unwritable(output) }
    defer { close(file) }
    try self.init(
      arguments, environment: environment,
      files: (.path("/dev/null"), .descriptor(file), .descriptor(file)), group: group)
  }
}
