/// The reason why a metric cannot be computed, in one line.
public struct EvaluationError: Error, Equatable, Sendable, CustomStringConvertible {
  public let description: String

  /// Creates an error.
  public init(_ description: String) { self.description = description }
}
