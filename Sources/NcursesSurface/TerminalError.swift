/// The reason why no screen can be shown: what is missing and what to do.
public struct TerminalError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The reason in one line.
  public let description: String
}
