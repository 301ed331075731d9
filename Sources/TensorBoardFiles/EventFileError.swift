public import SystemFiles

/// Why an event file could not be read or written at all.
public struct EventFileError: StorageError, Equatable, Sendable, CustomStringConvertible {
  /// The file or folder.
  public var file: String
  /// What could not be done, with the system's reason.
  public var message: String
  /// Whether the disk was full, the quota used up, or the device failed for a moment.
  public var isLackOfRoom: Bool

  /// Makes an error.
  public init(file: String, _ message: String, isLackOfRoom: Bool = false) {
    self.file = file
    self.message = message
    self.isLackOfRoom = isLackOfRoom
  }

  public var description: String { "\(file): \(message)" }
}
