internal import CurveStore

/// Two data in one name, whose values follow in the same order: `Train / Test loss: 0.91 / 1.02`.
struct SplitPair {
  /// The data of the first value.
  let first: LogSeries.Split
  /// The data of the second value.
  let second: LogSeries.Split
  /// The name without them.
  let name: String

  /// Finds the pair; nil when the words do not name two different data and something measured.
  init?(_ words: [String]) {
    let parts = words.flatMap { $0.split { "/|&".contains($0) }.map(String.init) }
    let splits = parts.map { SplitWords.split($0) }
    guard let index = splits.firstIndex(where: { $0 != nil }), let first = splits[index] else {
      return nil
    }
    let joint = index + 1 < parts.count && ["and", "und", "vs"].contains(parts[index + 1]) ? 2 : 1
    guard index + joint < parts.count, let second = splits[index + joint], second != first else {
      return nil
    }
    let rest = parts[..<index] + parts[(index + joint + 1)...]
    guard !rest.isEmpty else { return nil }
    (self.first, self.second, name) = (first, second, rest.joined(separator: " "))
  }
}
