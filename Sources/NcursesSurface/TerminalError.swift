/// Why there can be no screen: what is missing and what to do.
public struct TerminalError: Error, Equatable, Sendable, CustomStringConvertible {
  public let description: String
}
