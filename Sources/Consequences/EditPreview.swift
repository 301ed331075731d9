package import RunModel

/// The effect of a value, shown while it is typed, and for a moment after an arrow has chosen it.
public struct EditPreview: Equatable, Sendable {
  /// The consequence; nil while nothing that fits has been typed.
  public package(set) var consequence: EditConsequence?
  /// The reason why what has been typed cannot be entered; nil when it can.
  public package(set) var refusal: String?
  /// The change that an arrow has made, which is weighed anew when an epoch ends.
  package var edit: RunCommand?
  /// The time at which it disappears, in seconds since 1970; nil while the value is typed.
  package var end: Double?

  /// Creates the preview of nothing.
  public init() {}
}
