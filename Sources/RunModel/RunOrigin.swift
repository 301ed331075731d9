/// The kind of source that a run's history comes from.
public enum RunOrigin: Equatable, Sendable {
  /// The events of a run of this program.
  case events
  /// A log of any other tool.
  case log
}
