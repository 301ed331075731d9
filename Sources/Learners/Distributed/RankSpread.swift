package import RunModel

/// The ranks and threads over which a run is spread.
package struct RankSpread: Equatable, Sendable {
  /// The number of ranks.
  package let ranks: Int
  /// The number of threads of each.
  package let threads: Int

  /// Describes a spread.
  package init(ranks: Int, threads: Int) { (self.ranks, self.threads) = (ranks, threads) }

  /// The spread over which a run was trained last; nil for a run without a start.
  package init?(_ history: RunHistory) {
    guard let info = history.info else { return nil }
    self.init(ranks: max(1, history.ranks.count), threads: info.threads)
  }

  /// True when a training has the bits of one over another spread.
  package func hasBits(of other: RankSpread, isDetector: Bool) -> Bool {
    if self == other { return true }
    // The sums over ranks are in the order of those over threads if each rank has 2ⁿ of them.
    return isDetector && ranks * threads == other.ranks * other.threads
      && [self, other].allSatisfy { $0.ranks == 1 || $0.threads & ($0.threads - 1) == 0 }
  }

  /// The sentence for a run that was trained over another spread before; nil where that changes
  /// nothing.
  package func note(after other: RankSpread, isDetector: Bool) -> String? {
    guard !hasBits(of: other, isDetector: isDetector) else { return nil }
    return "from here on \(words) instead of \(other.words): the result is the same up to rounding"
  }

  /// The spread in words: `4 ranks with 2 threads each`.
  package var words: String {
    let threads = "\(self.threads) \(self.threads == 1 ? "thread" : "threads")"
    return ranks == 1 ? threads : "\(ranks) ranks with \(threads) each"
  }
}
