/// Something worth a mark on the time axis.
public struct EventMark: Equatable, Sendable {
  /// What kind of thing.
  public enum Kind: Equatable, Sendable, CaseIterable {
    /// The learning rate went down by a callback.
    case learningRateCut
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

  /// Where, in epochs.
  public var x: Double
  /// What.
  public var kind: Kind
  /// In words.
  public var text: String

  /// Makes a mark.
  public init(x: Double, kind: Kind, text: String) {
    self.x = x
    self.kind = kind
    self.text = text
  }
}
