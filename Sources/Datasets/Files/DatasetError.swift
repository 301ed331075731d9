internal import SystemFiles

/// Why data cannot be read: the file, what is wrong, what to do.
public struct DatasetError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file or folder.
  public var path: String
  /// What is wrong and what to do.
  public var reason: String

  /// Makes an error.
  public init(_ path: String, _ reason: String) {
    self.path = path
    self.reason = reason
  }

  /// The error of a file that cannot be read.
  init(_ error: FileError) { self.init(error.path, error.reason) }

  public var description: String { "\(path): \(reason)" }
}
