/// Why a metric cannot be computed: one line, what is wrong and where.
public struct EvaluationError: Error, Equatable, Sendable, CustomStringConvertible {
  public let description: String

  /// Makes an error.
  public init(_ description: String) { self.description = description }
}
