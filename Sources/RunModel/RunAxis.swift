/// The unit of the axis that the charts of a run share.
public enum RunAxis: String, Equatable, Sendable, CaseIterable {
  /// Epochs: 2.5 is the middle of the third.
  case epoch
  /// Steps, as the log counts them.
  case step
  /// Seconds of training, without pauses.
  case time
  /// Seconds since 1970, with pauses.
  case wall
}
