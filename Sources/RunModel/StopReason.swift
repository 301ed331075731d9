/// Why training ended.
public enum StopReason: Equatable, Sendable {
  /// When a person asked it to end.
  public enum Moment: String, Equatable, Sendable {
    /// After the batch.
    case now
    /// After the epoch.
    case afterEpoch = "after_epoch"
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
  public var sentence: String { sentence(countingFrom: 1) }

  /// The same with the epochs' numbers of a log.
  ///
  /// - Parameter first: the number of the first epoch.
  public func sentence(countingFrom first: Int) -> String {
    switch self {
    case .completed:
      return "all epochs done"
    case .callback(let name, let epoch, let evidence):
      return "\(name) stopped it after epoch \(epoch + first)"
        + (evidence.map { ": \($0.clause(countingFrom: first))" } ?? "")
    case .person(.now, let via):
      return "stopped by \(via)"
    case .person(.afterEpoch, let via):
      return "stopped after the epoch by \(via)"
    case .failed(let why):
      return "failed: \(why)"
    }
  }
}
