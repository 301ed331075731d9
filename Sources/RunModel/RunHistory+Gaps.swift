extension RunHistory {
  /// The parts of a run that are missing on the disk, a sentence each; empty while it has not
  /// ended.
  ///
  /// - Complexity: O(sentences).
  public var gaps: [String] {
    end?.gaps(after: epochs.count, from: epochs.first?.epoch ?? 0) ?? []
  }

  /// The reason of the end and the missing parts in one line; nil while the run has not ended.
  ///
  /// - Complexity: O(sentences).
  public var endWords: String? {
    guard case .ended(let reason) = status else { return nil }
    let gaps = gaps
    let missing = gaps.isEmpty ? "" : "; incomplete: " + gaps.joined(separator: "; ")
    return sentence(of: reason) + missing
  }

  /// The reason of an end as a sentence.
  ///
  /// The loop of a script may end before all epochs are done; what it printed then says why.
  package func sentence(of reason: StopReason) -> String {
    guard let words = earlyEnd(by: reason) else { return reason.sentence }
    return words + (printedEnd.map { ": \($0)" } ?? "")
  }

  /// The sentence of a script's loop that ended before all epochs were done, without a reason; nil
  /// for another end.
  package func earlyEnd(by reason: StopReason) -> String? {
    info?.earlyEnd(by: reason, after: epochs.last.map { $0.epoch + 1 } ?? 0)
  }
}

extension RunInfo {
  /// The sentence of a loop that ended early, after a number of epochs; nil for another end.
  package func earlyEnd(by reason: StopReason, after trained: Int) -> String? {
    guard reason == .completed, !isOurs, epochs == 0 || trained < epochs else { return nil }
    return "training ended" + (trained > 0 ? " after epoch \(trained)" : "")
  }
}

extension RunEnd {
  /// The parts of the run that are missing on the disk, a sentence each.
  ///
  /// - Parameters:
  ///   - told: The number of epochs in the events.
  ///   - first: The number of the first one, from 0.
  public func gaps(after told: Int, from first: Int) -> [String] {
    // The list of missing parts says it better.
    unwritten.isEmpty ? gap(after: told, from: first).map { [$0] } ?? [] : unwritten
  }

  /// A sentence about trained epochs that are missing in the events; nil when there are none.
  ///
  /// - Parameters:
  ///   - told: The number of epochs in the events.
  ///   - first: The number of the first one, from 0; a backup may have brought those before it.
  public func gap(after told: Int, from first: Int) -> String? {
    guard told > 0, told < epochs - first else { return nil }
    return "events.jsonl: has only \(told) of \(epochs - first) epochs"
  }
}
