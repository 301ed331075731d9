internal import SystemFiles

/// The reason why data cannot be read: the file, the fault, and what to do about it.
public struct DatasetError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file or folder.
  public var path: String
  /// The fault, and what to do about it.
  public var reason: String

  /// Creates an error.
  public init(_ path: String, _ reason: String) {
    self.path = path
    self.reason = reason
  }

  /// Creates the error of a file that cannot be read.
  init(_ error: FileError) { self.init(error.path, error.reason) }

  public var description: String { "\(path): \(reason)" }
}
