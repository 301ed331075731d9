/// An event that is marked on the axis.
public struct EventMark: Equatable, Sendable {
  /// The kind of a marked event.
  public enum Kind: Equatable, Sendable, CaseIterable {
    /// A callback lowered the learning rate.
    case learningRateCut
    /// A schedule changed the learning rate, or a callback raised it.
    case schedule
    /// A monitored metric had its best value.
    case best
    /// Weights were saved.
    case checkpoint
    /// Training paused.
    case pause
    /// A person changed something.
    case edit
    /// Something looks wrong.
    case warning
    /// Training ended.
    case end
  }

  /// The position in epochs.
  public var x: Double
  /// The kind of the event.
  public var kind: Kind
  /// The event in words.
  public var text: String

  /// Creates a mark of an event.
  public init(x: Double, kind: Kind, text: String) {
    self.x = x
    self.kind = kind
    self.text = text
  }
}
