/// The better direction of a monitored metric: Keras's `mode`.
public enum MonitorMode: String, Equatable, Sendable, CaseIterable, ParameterConvertible {
  /// The direction of the metric: a smaller `loss` is better, and the model knows its own metrics.
  case auto
  /// Smaller is better.
  case min
  /// Larger is better.
  case max
}
