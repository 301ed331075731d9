/// A failure to create a thread, with advice on what to do.
public struct ThreadError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The system's reason.
  public var reason: String

  /// Creates an error.
  ///
  /// - Parameter reason: The system's reason.
  public init(reason: String) { self.reason = reason }

  public var description: String {
    "no thread can be made: \(reason); raise the limit on processes or memory (ulimit -a), or set threads to 1"
  }
}
