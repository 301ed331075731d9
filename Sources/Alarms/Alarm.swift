/// Something about a run that a person should know at once.
public struct Alarm: Equatable, Sendable {
  /// The kind of an alarm.
  public enum Kind: String, Equatable, Sendable, CaseIterable {
    /// A value is NaN or infinite.
    case notFinite = "nan"
    /// The loss is a multiple of its best value.
    case divergence
    /// Nothing has come for much longer than this writer usually takes.
    case silence
    /// The run has become slower.
    case slowdown
    /// The validation loss rises while the training loss falls.
    case overfitting
    /// The disk of the run is nearly full.
    case disk
    /// A GPU is too hot.
    case heat

    /// True where the run is lost or soon will be; others may be as they should.
    public var isSerious: Bool { self != .slowdown && self != .overfitting }
  }

  /// The kind.
  public let kind: Kind
  /// The name of the series that it is about; empty for the run as a whole.
  public let subject: String
  /// A sentence without a full stop.
  public private(set) var text: String
  /// The sentence in fewer words, for a row that it shares.
  public private(set) var brief: String
  /// The sentence once the condition has ended; the same where it says what happened.
  let past: String

  /// Creates an alarm.
  public init(
    _ kind: Kind, subject: String = "", text: String, brief: String? = nil, past: String? = nil
  ) {
    self.kind = kind
    self.subject = subject
    self.text = text
    self.brief = brief ?? text
    self.past = past ?? text
  }

  /// True for an alarm of silence that news has ended, or another one that says so.
  var hasEnded: Bool { text == past }

  /// Says that the condition has ended.
  mutating func end() { (text, brief) = (past, past) }

  /// True for an alarm about the same as another one, in whatever words.
  func isSame(as other: Alarm) -> Bool { kind == other.kind && subject == other.subject }
}
