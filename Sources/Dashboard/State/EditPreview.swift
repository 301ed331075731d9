public import Consequences

/// The effect that a value would have, shown while it is typed.
public struct EditPreview: Equatable, Sendable {
  /// The consequence; nil while nothing that fits has been typed.
  public internal(set) var consequence: EditConsequence?
  /// The reason why what has been typed cannot be entered; nil when it can.
  public internal(set) var refusal: String?

  /// Creates the preview of nothing.
  public init() {}
}
