extension StopReason {
  /// The values by which a callback ended the run.
  public struct Evidence: Equatable, Sendable {
    /// The kind of limit that was passed.
    public enum Cause: String, Equatable, Sendable, CaseIterable {
      /// No improvement for as long as its patience.
      case patience
      /// The target value is reached.
      case target
      /// The value is worse than the limit.
      case divergence
      /// The value is NaN or infinite.
      case notFinite = "not_finite"
      /// The time budget is used up; `current` and `threshold` are seconds.
      case timeBudget = "time_budget"
    }

    /// The kind of limit that was passed.
    public var cause: Cause
    /// The metric it watched.
    public var monitor: String
    /// The value that ended the run.
    public var current: Double
    /// The best value; nil before the first.
    public var best: Double?
    /// The epoch of the best value, from 0; nil without one.
    public var bestEpoch: Int?
    /// Units without improvement; nil for a callback without patience.
    public var wait: Int?
    /// The number of units without improvement at which training ends; nil for a callback without
    /// patience.
    public var patience: Int?
    /// The unit of both, in the plural, such as `evaluations`; nil for epochs.
    public var unit: String?
    /// The value that had to be passed, or that was passed; nil without a limit.
    public var threshold: Double?
    /// The baseline that no epoch has reached yet, so that only a better value restarts the count; nil
    /// without one.
    public var missedBaseline: Double?
    /// The min_delta that kept better values from counting, as the fold of the events finds out; nil
    /// where there were none.
    public package(set) var decidingDelta: Double?

    /// Creates the evidence of a stop.
    public init(
      _ cause: Cause = .patience, monitor: String, current: Double, best: Double? = nil,
      bestEpoch: Int? = nil, wait: Int? = nil, patience: Int? = nil, threshold: Double? = nil,
      missedBaseline: Double? = nil
    ) {
      (self.cause, self.monitor, self.current) = (cause, monitor, current)
      (self.best, self.bestEpoch) = (best, bestEpoch)
      (self.wait, self.patience) = (wait, patience)
      (self.threshold, self.missedBaseline) = (threshold, missedBaseline)
    }

    /// The second half of the sentence, after the colon.
    ///
    /// - Parameter first: The number of the first epoch.
    func clause(countingFrom first: Int) -> String {
      let value = current.metricWords
      switch cause {
      case .patience: return patienceClause(countingFrom: first)
      case .target: return "\(monitor) reached \(value), beyond the target \(limit)"
      case .divergence: return "\(monitor) reached \(value), beyond the limit \(limit)"
      case .notFinite: return "\(monitor) was \(value)"
      case .timeBudget: return "\(value) s are used up, of \(limit) s"
      }
    }

    /// The wait in words: `3 epochs`, `1 evaluation`.
    package var waitWords: String {
      let (wait, unit) = (wait ?? 0, unit ?? "epochs")
      return wait == 1 && unit.hasSuffix("s") ? "1 \(unit.dropLast())" : "\(wait) \(unit)"
    }

    private var limit: String { threshold?.metricWords ?? "set" }

    private func patienceClause(countingFrom first: Int) -> String {
      let patience = "(patience \(patience ?? 0)"
      if let missedBaseline {
        let best =
          best.map { "the best was \($0.metricWords) in epoch \((bestEpoch ?? 0) + first), " } ?? ""
        return "\(monitor) had not improved on the baseline \(missedBaseline.metricWords) "
          + "for \(waitWords) \(patience)\(toBeat(missedBaseline))); "
          + "\(best)the last was \(current.metricWords)"
      }
      let best = best.map { "on \($0.metricWords) (epoch \((bestEpoch ?? 0) + first)) " } ?? ""
      let delta = decidingDelta.map { "by min_delta \($0.settingWords) " } ?? ""
      return "\(monitor) had not improved \(best)\(delta)for \(waitWords) "
        + "\(patience)\(toBeat(self.best))); the last was \(current.metricWords)"
    }

    /// The threshold in words where it differs from the value to improve on.
    private func toBeat(_ value: Double?) -> String {
      threshold.flatMap { $0 == value ? nil : ", to beat \($0.metricWords)" } ?? ""
    }
  }
}

extension StopReason.Evidence {
  static let schema = JSONSchema(
    StopReason.Evidence(monitor: "", current: 0),
    [
      .init("cause", \.cause, .defaulted(.word, to: .patience)),
      .init("monitor", \.monitor, .text), .init("current", \.current, .number),
      .init("best", \.best, .optional(.number)),
      .init("best_epoch", \.bestEpoch, .optional(.integer)),
      .init("wait", \.wait, .optional(.integer)),
      .init("patience", \.patience, .optional(.integer)),
      .init("unit", \.unit, .optional(.text)),
      .init("threshold", \.threshold, .optional(.number)),
      .init("missed_baseline", \.missedBaseline, .optional(.number)),
    ])
}
