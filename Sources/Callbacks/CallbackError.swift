/// What a callback could not do: what, where, and what to do about it.
public struct CallbackError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The whole message, one line.
  public var message: String

  /// Makes an error.
  public init(_ message: String) { self.message = message }

  public var description: String { message }
}
