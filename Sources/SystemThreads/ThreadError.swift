/// The reason why a thread could not be made, and what to do.
public struct ThreadError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The system's reason.
  public var reason: String

  /// Makes an error.
  ///
  /// - Parameter reason: The reason of the system.
  public init(reason: String) { self.reason = reason }

  public var description: String {
    "no thread can be made: \(reason); raise the limit on processes or memory (ulimit -a), or set threads to 1"
  }
}
