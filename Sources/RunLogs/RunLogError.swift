/// What is wrong with a file of a run: where, and what to do.
public struct RunLogError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file.
  public var file: String
  /// The line, from 1, where it matters.
  public var line: Int?
  /// What is wrong and what to do.
  public var reason: String

  /// Makes an error.
  public init(file: String, line: Int? = nil, _ reason: String) {
    self.file = file
    self.line = line
    self.reason = reason
  }

  public var description: String {
    line.map { "\(file):\($0): \(reason)" } ?? "\(file): \(reason)"
  }
}
