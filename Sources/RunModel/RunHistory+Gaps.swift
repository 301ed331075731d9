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
    return reason.sentence + (gaps.isEmpty ? "" : "; incomplete: " + gaps.joined(separator: "; "))
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
