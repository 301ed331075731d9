/// The rows that the tables of callbacks on a metric share.
extension ParameterDescription {
  /// The parameter `monitor`.
  ///
  /// - Parameter example: The metric of an example recipe; nil where there is a default.
  static func monitor(
    _ path: WritableKeyPath<Owner, String>, example: String? = nil
  ) -> ParameterDescription {
    .fixed("monitor", path, .text, "the metric's name in logs", example: example)
  }

  /// The parameter `mode`.
  static func mode(_ path: WritableKeyPath<Owner, MonitorMode>) -> ParameterDescription {
    .fixed("mode", path, .oneOf(MonitorMode.self), "the better direction")
  }

  /// The parameter `min_delta`.
  static func minDelta(_ path: WritableKeyPath<Owner, Double>) -> ParameterDescription {
    .live("min_delta", path, .difference, "the smallest change that counts")
  }

  /// The parameter `threshold_mode`.
  static func thresholdMode(
    _ path: WritableKeyPath<Owner, ThresholdMode>
  ) -> ParameterDescription {
    .fixed(
      "threshold_mode", path, .oneOf(ThresholdMode.self),
      "whether min_delta is a share of the best value")
  }

  /// The parameter `verbose` of a callback that reports its actions or does not.
  static func verbose(_ path: WritableKeyPath<Owner, Int>) -> ParameterDescription {
    .live("verbose", path, .count(), "above 0, each action is reported")
  }
}
