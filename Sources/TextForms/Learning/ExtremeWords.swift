/// The words for values that repeat the best or another value of a run.
enum ExtremeWords {
  private static let bounds: Set<String> = [
    "min", "max", "minimal", "maximal", "minimum", "maximum", "target", "initial", "threshold",
    "baseline", "final",
  ]
  private static let words: Set<String> = [
    "best", "besten", "лучшую", "лучшей", "mejores", "lowest", "highest", "worst", "previous",
    "old", "beste", "bester",
    "bestes", "meilleur", "meilleure", "mejor", "melhor", "migliore", "лучшая", "лучший", "лучшее",
    "najlepsza", "najlepszy", "najlepsze", "최고", "terbaik", "أفضل", "सर्वश्रेष्ठ", "bästa",
  ]
  private static let parts = ["最佳", "最高", "最好", "最良", "最小", "最大"]

  /// Returns true when the name of a value says that it is the best or an earlier one.
  static func areIn(_ name: String) -> Bool {
    let lower = name.lowercased()
    return lower.split { !$0.isLetter }.contains { words.contains(String($0)) }
      || parts.contains(where: lower.contains)
  }

  /// Returns true for a name that only says that a value is the best or an earlier one:
  /// `previous best`.
  static func areAll(_ name: String) -> Bool {
    let found = name.split { !$0.isLetter }.map(String.init)
    return found.contains(where: words.contains)
      && found.allSatisfy { words.contains($0) || ["so", "far", "current", "last"].contains($0) }
  }

  /// Returns true when the name of a value says that it is a bound, a target or the final one.
  static func boundsAreIn(_ name: String) -> Bool {
    name.lowercased().split { !$0.isLetter }.contains { bounds.contains(String($0)) }
  }
}
