extension StopReason {
  /// What a callback knew when it ended the run.
  public struct Evidence: Equatable, Sendable {
    /// What kind of thing was too much.
    public enum Cause: String, Equatable, Sendable, CaseIterable {
      /// No improvement for as long as it bore.
      case patience
      /// The value that was wanted is reached.
      case target
      /// The value is worse than was to be borne.
      case divergence
      /// The value is NaN or infinite.
      case notFinite = "not_finite"
      /// The time is used up; `current` and `threshold` are seconds.
      case timeBudget = "time_budget"
    }

    /// What kind of thing it was.
    public var cause: Cause
    /// The metric it watched.
    public var monitor: String
    /// The value that was one too many.
    public var current: Double
    /// The best value.
    public var best: Double?
    /// The epoch of the best value, from 0.
    public var bestEpoch: Int?
    /// Epochs without improvement.
    public var wait: Int?
    /// Epochs it bore.
    public var patience: Int?
    /// The value that would have had to be passed, or that was passed.
    public var threshold: Double?
    /// The value that had to be reached before the count starts over, while no epoch has reached it.
    public var missedBaseline: Double?

    /// Makes the evidence.
    public init(
      _ cause: Cause = .patience, monitor: String, current: Double, best: Double? = nil,
      bestEpoch: Int? = nil, wait: Int? = nil, patience: Int? = nil, threshold: Double? = nil,
      missedBaseline: Double? = nil
    ) {
      self.cause = cause
      self.monitor = monitor
      self.current = current
      self.best = best
      self.bestEpoch = bestEpoch
      self.wait = wait
      self.patience = patience
      self.threshold = threshold
      self.missedBaseline = missedBaseline
    }

    /// The second half of the sentence, after the colon.
    ///
    /// - Parameter first: the number of the first epoch.
    func clause(countingFrom first: Int) -> String {
      let value = current.metricWords
      switch cause {
      case .patience: return patienceClause(countingFrom: first)
      case .target: return "\(monitor) reached \(value), beyond the target \(limit)"
      case .divergence: return "\(monitor) came to \(value), beyond the limit \(limit)"
      case .notFinite: return "\(monitor) was \(value)"
      case .timeBudget: return "\(value) s are used up, of \(limit) s"
      }
    }

    private var limit: String { threshold?.metricWords ?? "set" }

    private func patienceClause(countingFrom first: Int) -> String {
      let wait = wait ?? 0
      let epochs = wait == 1 ? "1 epoch" : "\(wait) epochs"
      let patience = "(patience \(patience ?? 0)"
      if let missedBaseline {
        let best =
          best.map { "the best was \($0.metricWords) of epoch \((bestEpoch ?? 0) + first), " } ?? ""
        return "\(monitor) had not improved on the baseline \(missedBaseline.metricWords) "
          + "for \(epochs) \(patience)\(toBeat(missedBaseline))); "
          + "\(best)the last was \(current.metricWords)"
      }
      let best = best.map { "on \($0.metricWords) of epoch \((bestEpoch ?? 0) + first) " } ?? ""
      return "\(monitor) had not improved \(best)for \(epochs) "
        + "\(patience)\(toBeat(self.best))); the last was \(current.metricWords)"
    }

    /// The threshold in words, where it differs from what was to be improved on.
    private func toBeat(_ value: Double?) -> String {
      threshold.flatMap { $0 == value ? nil : ", to beat \($0.metricWords)" } ?? ""
    }
  }
}
