package import RunModel

/// The properties of a metric that its name implies.
///
/// The lists hold the names that tools use. A name without a known word has no direction. A word of
/// an error outweighs others: `top1_err` is better small.
package struct MetricKind {
  /// The data it was measured on; nil when the name does not say.
  package var split: LogSeries.Split?
  /// The kind of quantity.
  package var role: LogSeries.Role
  /// The direction of improvement; nil when it is unknown.
  package var direction: Direction?
  /// True for times, memory, counts and other quantities that no direction improves.
  package private(set) var isBookkeeping = false

  /// Classifies a name.
  ///
  /// - Complexity: O(bytes).
  package init(_ name: String) {
    let lower = name.lowercased()
    let words = NameWords(name)
    split = SplitWords.split(of: words.parts) ?? Self.group(lower)
    role = .other
    if Self.isLearningRate(lower, words.parts) {
      role = .learningRate
      if lower.utf8.contains(where: { $0 >= 0x80 }) { split = nil }
    } else if Self.isBookkeeping(lower, words.parts) {
      isBookkeeping = true
    } else if let found = Self.kind(words) {
      (role, direction) = found
    } else if let last = words.parts.last, DirectionWords.counted.contains(last) {
      isBookkeeping = true
    }
  }

  private typealias Kind = (LogSeries.Role, Direction)

  private static func kind(_ words: NameWords) -> Kind? {
    let all = words.hasHumps ? words.whole + words.parts : words.whole
    if words.whole.count > 1, words.whole[0] == "l", words.whole[1] != "r" { return (.loss, .min) }
    if words.whole.count == 1, ["p", "r"].contains(words.whole[0]) { return (.metric, .max) }
    if let found = negated(words.parts) { return found }
    if all.contains(where: { NameWords.ends($0, with: loss) || DirectionWords.losses.contains($0) })
    {
      return (.loss, .min)
    }
    var isLarger = false
    for word in all {
      let letters = NameWords.letters(of: word)
      if DirectionWords.smaller.contains(letters) || letters.hasPrefix("perpl") {
        return (.metric, .min)
      }
      isLarger = isLarger || DirectionWords.larger.contains(letters)
    }
    if let found = related(words.parts) ?? compound(all), found.1 == .min || !isLarger {
      return found
    }
    return isLarger ? (.metric, .max) : nil
  }

  private static let loss = Array("loss".utf8)

  /// The kind that digits or a pair of words imply.
  private static func related(_ words: [Substring]) -> Kind? {
    for (index, word) in words.enumerated() {
      let next = index + 1 < words.count ? words[index + 1] : ""
      if let pair = DirectionWords.pairs[word]?.first(where: { $0.second == next }) {
        return (pair.role, pair.direction)
      }
      if let direction = DirectionWords.numbered[word], direction == .max || next.isEmpty {
        return (.metric, direction)
      }
      // Recall and precision at a rank: `R@1`, `P@5`.
      if word == "r" || word == "p", !next.isEmpty, next.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) {
        return (.metric, .max)
      }
    }
    return words.count > 1 && words.last == "per" ? (.metric, .min) : nil
  }

  /// The kind that the end or a part of a word implies.
  private static func compound(_ words: [Substring]) -> Kind? {
    for word in words {
      if let last = word.utf8.last, DirectionWords.lastBytes.contains(last), word.utf8.count > 3 {
        for (ending, role, direction) in DirectionWords.endings
        where NameWords.ends(word, with: ending) {
          return (role, direction)
        }
      }
      guard word.utf8.contains(where: { $0 >= 0x80 }) else { continue }
      for (part, role, direction) in DirectionWords.unspaced where word.contains(part) {
        return (role, direction)
      }
    }
    return nil
  }

  /// The kind of a quantity with the opposite sign: scikit-learn's `neg_mean_squared_error` is
  /// better large, a negative log likelihood is better small.
  private static func negated(_ words: [Substring]) -> Kind? {
    guard let index = words.firstIndex(where: { $0 == "neg" || $0 == "negative" }) else {
      return nil
    }
    let rest = words[(index + 1)...]
    if rest.contains("likelihood") || rest.contains("loglik") || rest.contains("ll") {
      return (.loss, .min)
    }
    guard words[index] == "neg", let first = rest.first,
      ["mean", "log", "root", "median", "max", "brier"].contains(first)
    else { return nil }
    return (.metric, .max)
  }

  /// The split of a group of metrics that tools measure on validation data.
  private static func group(_ name: String) -> LogSeries.Split? {
    // Only `metrics/…` and `coco/…`: any tool may write `metrics_x`.
    let groups = ["metrics/", "coco/", "bbox/", "segm/"]
    return groups.contains(where: name.hasPrefix) || name.hasPrefix("detectionboxes_")
      ? .validation : nil
  }

  private static func isLearningRate(_ name: String, _ words: [Substring]) -> Bool {
    if DirectionWords.learningRates.contains(name) { return true }
    guard
      words.contains(where: { $0.hasPrefix("lr") }) || NameWords.pair(words, "learning", "rate")
        || words == ["l", "r"]
    else { return false }
    return !words.contains { DirectionWords.schedules.contains($0) }
  }

  private static func isBookkeeping(_ name: String, _ words: [Substring]) -> Bool {
    if name.utf8.count >= 7, bookkeeping.contains(where: { Self.contains(name, $0) }) {
      return true
    }
    if name == "data" || ["(s)", "(ms)", "/s", "_ms"].contains(where: name.hasSuffix) {
      return true
    }
    let statistics: Set<Substring> = ["mean", "avg", "min", "max"]
    if words.count > 1, let last = words.last(where: { !statistics.contains($0) }),
      DirectionWords.relations.contains(last), !NameWords.pair(words, "explained", "variance")
    {
      return true
    }
    // PaddlePaddle calls times costs.
    if let index = words.firstIndex(of: "cost"), index > 0,
      ["batch", "data", "reader"].contains(words[index - 1])
    {
      return true
    }
    if let per = words.firstIndex(of: "per"), per > 0, per + 1 < words.count,
      DirectionWords.times.contains(words[per + 1])
    {
      return true
    }
    let isLoss = words.contains("loss")
    return words.contains {
      DirectionWords.bookkeeping.contains($0) && !(isLoss && DirectionWords.lossParts.contains($0))
    }
  }

  private static let bookkeeping = [
    "runtime", "per_second", "eta_seconds", "n_parameters", "num_tokens",
  ].map { Array($0.utf8) }

  /// Returns true when a name contains a word.
  ///
  /// It allocates nothing, because a log may have many names.
  private static func contains(_ name: String, _ word: [UInt8]) -> Bool {
    var rest = name.utf8[...]
    while let start = rest.firstIndex(of: word[0]) {
      rest = rest[start...]
      if rest.starts(with: word) { return true }
      rest = rest.dropFirst()
    }
    return false
  }
}
