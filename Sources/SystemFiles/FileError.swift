/// A failed file operation: the file and the reason.
public struct FileError: StorageError, Equatable, Sendable, CustomStringConvertible {
  /// The path of the file.
  public var path: String
  /// The reason, in words for a person.
  public var reason: String
  /// True when the disk was full, the quota was used up, or the device failed for a moment.
  public var isLackOfRoom: Bool

  /// Creates an error.
  public init(_ path: String, _ reason: String, isLackOfRoom: Bool = false) {
    self.path = path
    self.reason = reason
    self.isLackOfRoom = isLackOfRoom
  }

  /// Returns the error of a failed write, with the system's reason.
  ///
  /// - Parameter code: An `errno`; the last one by default.
  public static func unwritable(_ path: String, _ code: Int32? = nil) -> FileError {
    FileError(
      path, "cannot be written: \(systemReason(code))",
      isLackOfRoom: SystemFiles.isLackOfRoom(code))
  }

  public var description: String { "\(path): \(reason)" }
}
