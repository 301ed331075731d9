/// What a detection counts as at one IoU threshold.
public enum MatchOutcome: UInt8, Sendable {
  /// It found nothing, or something that was found before.
  case falsePositive
  /// It found an object first.
  case truePositive
  /// It lies on something nobody is asked to find, or outside the sizes asked for.
  case ignored
}
