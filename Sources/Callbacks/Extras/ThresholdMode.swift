/// What `minDelta` is measured in; Keras knows the first only.
public enum ThresholdMode: String, Equatable, Sendable, CaseIterable, ParameterConvertible {
  /// In the metric's own units.
  case absolute = "abs"
  /// As a share of the best value, PyTorch's `threshold_mode="rel"`.
  case relative = "rel"
}
