internal import RunModel

/// A value that a key of a screen has changed, perhaps by several presses or while it was held.
struct KeyedValue {
  /// The value: `learning_rate`, `early_stopping.patience`.
  let subject: String
  /// The screen whose key it was.
  let screen: String
  /// The value before the first press.
  private(set) var old: ParameterValue
  /// The value after the last press.
  let new: ParameterValue
  /// The moment at which the request for the last press arrived.
  let arrival: ContinuousClock.Instant

  /// The longest time between presses that are one change for undo: a held key repeats within it,
  /// after a first delay of up to a second.
  static let pause = Duration.seconds(1)

  init(
    subject: String, screen: String, old: ParameterValue, new: ParameterValue,
    arrival: ContinuousClock.Instant
  ) {
    (self.subject, self.screen, self.arrival) = (subject, screen, arrival)
    (self.old, self.new) = (old, new)
  }

  /// The change by earlier presses and this one; nil when they are changes of their own: of another
  /// value or screen, after a pause, or with a change by somebody else between them.
  func joined(to earlier: KeyedValue) -> KeyedValue? {
    guard subject == earlier.subject, screen == earlier.screen, old == earlier.new,
      arrival - earlier.arrival <= Self.pause
    else { return nil }
    var all = self
    all.old = earlier.old
    return all
  }
}
