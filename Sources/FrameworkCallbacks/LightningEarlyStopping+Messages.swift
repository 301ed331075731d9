internal import JSONText
internal import RunModel

/// Lightning's messages, in its own form: numbers are the 32-bit ones that were compared.
extension LightningEarlyStopping {
  /// The message about an improvement; `best` is still the value before it.
  func improvement(to value: Float) -> String {
    let new = "New best score: \(value.rounded3)"
    guard bestScore.isFinite else { return "Metric \(monitor) improved. \(new)" }
    return "Metric \(monitor) improved by \(abs(bestScore - value).rounded3) >= min_delta = "
      + "\(abs(minDelta).pythonDescription). \(new)"
  }

  /// The message about the end of training.
  func words(of cause: Cause, _ value: Float) -> String {
    let number = Double(value).pythonDescription
    // Lightning writes the sign of the mode in both messages, also where it is the wrong way round.
    let sign = mode == .max ? ">" : "<"
    let words =
      switch cause {
      case .nonFiniteMetric:
        "Monitored metric \(monitor) = \(number) is not finite. "
          + "Previous best value was \(bestScore.rounded3)."
      case .stoppingThreshold:
        "Stopping threshold reached: \(monitor) = \(number) \(sign) \(limit(stoppingThreshold))."
      case .divergenceThreshold:
        "Divergence threshold reached: \(monitor) = \(number) \(sign) "
          + "\(limit(divergenceThreshold))."
      case .patienceExhausted, .notStopped:
        "Monitored metric \(monitor) did not improve in the last \(waitCount) records. "
          + "Best score: \(bestScore.rounded3)."
      }
    return words + " Signaling Trainer to stop."
  }

  private func limit(_ threshold: Double?) -> String { threshold?.pythonDescription ?? "None" }
}

extension Float {
  /// The number with three decimals, as Python's format `.3f` prints it.
  fileprivate var rounded3: String { Double(self).rounded3 }
}
