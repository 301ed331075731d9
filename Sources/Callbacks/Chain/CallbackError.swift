public import SystemFiles

/// What a callback could not do: what, where, and what to do about it.
public struct CallbackError: StorageError, Equatable, Sendable, CustomStringConvertible {
  /// The whole message, one line.
  public var message: String
  /// Whether the disk was full, the quota used up, or the device failed for a moment.
  public var isLackOfRoom: Bool

  /// Makes an error.
  public init(_ message: String, isLackOfRoom: Bool = false) {
    self.message = message
    self.isLackOfRoom = isLackOfRoom
  }

  /// The error of a file that could not be written.
  init(_ error: FileError) { self.init("\(error)", isLackOfRoom: error.isLackOfRoom) }

  public var description: String { message }
}
