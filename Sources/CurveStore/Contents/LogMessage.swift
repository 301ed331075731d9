/// A message logged during training.
public struct LogMessage: Equatable, Sendable {
  /// The epoch that it names or belongs to, as numbered in the file.
  public var epoch: Double?
  /// The step, as numbered in the file.
  public var step: Int64?
  /// The text as it was logged, unsanitized.
  public var text: String
  /// True when it stands before the first value of its run.
  public var isBeforeStart = false
}
