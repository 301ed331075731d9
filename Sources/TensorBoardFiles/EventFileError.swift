#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Why an event file could not be read or written at all.
public struct EventFileError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file or folder.
  public var file: String
  /// What could not be done, with the system's reason.
  public var message: String

  /// Makes an error.
  public init(file: String, _ message: String) {
    self.file = file
    self.message = message
  }

  public var description: String { "\(file): \(message)" }
}

/// The system's words for the last error.
func systemReason() -> String { String(cString: strerror(errno)).lowercased() }
