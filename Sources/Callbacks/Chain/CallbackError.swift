public import SystemFiles

/// An error of a callback: one line that says what is wrong and what to do.
public struct CallbackError: StorageError, Equatable, Sendable, CustomStringConvertible {
  /// The whole message, in one line.
  public var message: String
  /// True when the disk was full, the quota was used up, or the device failed for a moment.
  public var isLackOfRoom: Bool

  /// Creates an error with a message.
  public init(_ message: String, isLackOfRoom: Bool = false) {
    self.message = message
    self.isLackOfRoom = isLackOfRoom
  }

  /// The error of a file that could not be written.
  init(_ error: FileError) { self.init("\(error)", isLackOfRoom: error.isLackOfRoom) }

  public var description: String { message }
}
