/// What could not be done with a file: which one, and why.
public struct FileError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file.
  public var path: String
  /// What went wrong, for a person.
  public var reason: String

  /// Makes an error.
  public init(_ path: String, _ reason: String) {
    self.path = path
    self.reason = reason
  }

  public var description: String { "\(path): \(reason)" }
}
