/// The state of a run, as far as its log shows it.
public enum LogStatus: String, Equatable, Sendable {
  /// The log does not say.
  case unknown
  /// The run is under way, or was when the log was written.
  case running
  /// The run ended normally.
  case finished
  /// The run ended with an error.
  case failed
}
