/// Keras's `mode`: which way a monitored metric is better.
public enum MonitorMode: String, Equatable, Sendable, CaseIterable, ParameterConvertible {
  /// From the metric: `loss` is better smaller, the model's own metrics say it themselves.
  case auto
  /// Smaller is better.
  case min
  /// Larger is better.
  case max
}
