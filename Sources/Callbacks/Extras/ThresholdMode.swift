/// The unit of `minDelta`; Keras has only the first.
public enum ThresholdMode: String, Equatable, Sendable, CaseIterable, ParameterConvertible {
  /// The metric's own unit.
  case absolute = "abs"
  /// A share of the best value, as PyTorch's `threshold_mode="rel"`.
  case relative = "rel"
}
