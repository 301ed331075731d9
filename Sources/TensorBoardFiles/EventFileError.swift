public import SystemFiles

/// The reason why an event file could not be read or written.
public struct EventFileError: StorageError, Equatable, Sendable, CustomStringConvertible {
  /// The file or folder.
  public var file: String
  /// The failed operation with the system's reason.
  public var message: String
  /// True when the disk or the quota was full, or the device failed temporarily.
  public var isLackOfRoom: Bool

  /// Creates an error.
  public init(file: String, _ message: String, isLackOfRoom: Bool = false) {
    self.file = file
    self.message = message
    self.isLackOfRoom = isLackOfRoom
  }

  public var description: String { "\(file): \(message)" }
}
