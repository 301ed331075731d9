/// The outcome of a detection at one IoU threshold.
public enum MatchOutcome: UInt8, Sendable {
  /// A false positive: it found nothing, or an object that was found before.
  case falsePositive
  /// A true positive: it is the first to find an object.
  case truePositive
  /// Ignored: it lies on something that is not required, or outside of the sizes of the metric.
  case ignored
}
