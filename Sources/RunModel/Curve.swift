/// A quantity that charts show: its curve on the training data, on the validation data, or both.
public struct Curve: Equatable, Sendable {
  /// What kind of quantity it is.
  public enum Kind: Equatable, Sendable {
    /// What training makes small.
    case loss
    /// A measure of quality.
    case metric
    /// Anything else that was logged.
    case other
  }

  /// How a person calls it.
  public var title: String
  /// What kind of quantity it is.
  public var kind: Kind
  /// The name of its series on the training data, or of its only one.
  public var train: String?
  /// The name of its series on the validation data.
  public var validation: String?
  /// Which way is better; nil when that is not known.
  public var direction: Direction?

  /// Makes a curve.
  public init(
    title: String, kind: Kind, train: String? = nil, validation: String? = nil,
    direction: Direction? = nil
  ) {
    self.title = title
    self.kind = kind
    self.train = train
    self.validation = validation
    self.direction = direction
  }

  /// The series that a run is judged by: the validation one where there is one.
  public var judged: String? { validation ?? train }
}
