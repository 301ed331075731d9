internal import Recipes
internal import RunModel

/// The ranks and threads over which a run is spread.
struct RankSpread: Equatable {
  /// The number of ranks.
  let ranks: Int
  /// The number of threads of each.
  let threads: Int

  /// Describes a spread.
  init(ranks: Int, threads: Int) { (self.ranks, self.threads) = (ranks, threads) }

  /// The spread over which a run was trained last; nil for a run without a start.
  init?(_ history: RunHistory) {
    guard let info = history.info else { return nil }
    self.init(ranks: max(1, history.ranks.count), threads: info.threads)
  }

  /// True when a training has the bits of one over another spread.
  func hasBits(of other: RankSpread, isDetector: Bool) -> Bool {
    if self == other { return true }
    // The sums over ranks are in the order of those over threads if each rank has 2ⁿ of them.
    return isDetector && ranks * threads == other.ranks * other.threads
      && [self, other].allSatisfy { $0.ranks == 1 || $0.threads & ($0.threads - 1) == 0 }
  }

  /// The sentence for a run that was trained over another spread before; nil where that changes
  /// nothing.
  func note(after other: RankSpread, isDetector: Bool) -> String? {
    guard !hasBits(of: other, isDetector: isDetector) else { return nil }
    return "from here on \(words) instead of \(other.words): the result is the same up to rounding"
  }

  /// The spread in words: `4 ranks with 2 threads each`.
  var words: String {
    let threads = "\(self.threads) \(self.threads == 1 ? "thread" : "threads")"
    return ranks == 1 ? threads : "\(ranks) ranks with \(threads) each"
  }
}
