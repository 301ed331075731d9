public import SystemFiles

/// What is wrong with a file of a run: where, and what to do.
public struct RunLogError: StorageError, Equatable, Sendable, CustomStringConvertible {
  /// The file.
  public var file: String
  /// The line, from 1, where it matters.
  public var line: Int?
  /// What is wrong and what to do.
  public var reason: String
  /// Whether the disk was full, the quota used up, or the device failed for a moment.
  public var isLackOfRoom: Bool

  /// Makes an error.
  public init(
    file: String, line: Int? = nil, _ reason: String, isLackOfRoom: Bool = false
  ) {
    self.file = file
    self.line = line
    self.reason = reason
    self.isLackOfRoom = isLackOfRoom
  }

  public var description: String {
    line.map { "\(file):\($0): \(reason)" } ?? "\(file): \(reason)"
  }
}
