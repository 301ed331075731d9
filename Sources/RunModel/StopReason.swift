/// Why training ended.
public enum StopReason: Equatable, Sendable {
  /// When a person asked it to end.
  public enum Moment: String, Equatable, Sendable {
    /// After the batch.
    case now
    /// After the epoch.
    case afterEpoch = "after_epoch"
  }

  /// What EarlyStopping knew when it stopped the run.
  public struct Evidence: Equatable, Sendable {
    /// The metric it watched.
    public var monitor: String
    /// The value that was one too many.
    public var current: Double
    /// The best value.
    public var best: Double
    /// The epoch of the best value, from 0.
    public var bestEpoch: Int
    /// Epochs without improvement.
    public var wait: Int
    /// Epochs it bore.
    public var patience: Int

    /// Makes the evidence.
    public init(
      monitor: String, current: Double, best: Double, bestEpoch: Int, wait: Int, patience: Int
    ) {
      self.monitor = monitor
      self.current = current
      self.best = best
      self.bestEpoch = bestEpoch
      self.wait = wait
      self.patience = patience
    }
  }

  /// All epochs were trained.
  case completed
  /// A callback set `stopTraining`.
  case callback(name: String, epoch: Int, evidence: Evidence?)
  /// A person asked for it; `via` says how: the dashboard, `commands.jsonl`, Ctrl-C.
  case person(Moment, via: String)
  /// An error ended it.
  case failed(String)

  /// One sentence for the screen, the log and the last line printed; epochs count from 1.
  public var sentence: String {
    switch self {
    case .completed:
      return "all epochs done"
    case .callback(let name, let epoch, nil):
      return "\(name) stopped it after epoch \(epoch + 1)"
    case .callback(let name, let epoch, let evidence?):
      let epochs = evidence.wait == 1 ? "1 epoch" : "\(evidence.wait) epochs"
      return "\(name) stopped it after epoch \(epoch + 1): \(evidence.monitor) had not improved on "
        + "\(evidence.best.metricWords) of epoch \(evidence.bestEpoch + 1) for \(epochs) "
        + "(patience \(evidence.patience)); the last was \(evidence.current.metricWords)"
    case .person(.now, let via):
      return "stopped by \(via)"
    case .person(.afterEpoch, let via):
      return "stopped after the epoch by \(via)"
    case .failed(let why):
      return "failed: \(why)"
    }
  }
}
