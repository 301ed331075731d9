extension RunHistory {
  /// What a run that ended lacks on the disk, a sentence each; empty while it has not ended.
  ///
  /// - Complexity: O(sentences).
  public var gaps: [String] {
    end?.gaps(after: epochs.count, from: epochs.first?.epoch ?? 0) ?? []
  }

  /// Why it ended and what it lacks on the disk, in a line; nil while it has not ended.
  ///
  /// - Complexity: O(sentences).
  public var endWords: String? {
    guard case .ended(let reason) = status else { return nil }
    let gaps = gaps
    return reason.sentence + (gaps.isEmpty ? "" : "; incomplete: " + gaps.joined(separator: "; "))
  }
}

extension RunEnd {
  /// What the run lacks on the disk, one sentence each.
  ///
  /// - Parameters:
  ///   - told: The number of epochs that the events tell of.
  ///   - first: The number of the first one, from 0.
  public func gaps(after told: Int, from first: Int) -> [String] {
    // What is known to be missing says it better.
    unwritten.isEmpty ? gap(after: told, from: first).map { [$0] } ?? [] : unwritten
  }

  /// How many epochs the events lack of those that were trained, in words; nil when none.
  ///
  /// - Parameters:
  ///   - told: the epochs that the events tell of.
  ///   - first: the number of the first one, from 0; a backup may have brought those before it.
  public func gap(after told: Int, from first: Int) -> String? {
    guard told > 0, told < epochs - first else { return nil }
    return "events.jsonl: has only \(told) of \(epochs - first) epochs"
  }
}
