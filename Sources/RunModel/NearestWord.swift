extension String {
  /// The known word that was probably meant; nil when none is near.
  ///
  /// A word is near when at most a third of its letters, and at least one, were left out, added,
  /// changed or swapped with the next one (optimal string alignment).
  ///
  /// - Complexity: O(known words × their length × this length).
  public func nearest(in known: [String]) -> String? {
    let best = known.map { ($0, distance(to: $0)) }.min { $0.1 < $1.1 }
    guard let best, best.1 <= max(1, max(count, best.0.count) / 3) else { return nil }
    return best.0
  }

  private func distance(to other: String) -> Int {
    let (a, b) = (Array(utf8), Array(other.utf8))
    var above: [Int] = []
    var row = Array(0...b.count)
    for i in 0..<a.count {
      var next = [i + 1]
      for j in 0..<b.count {
        var least = Swift.min(row[j] + (a[i] == b[j] ? 0 : 1), row[j + 1] + 1, next[j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          least = Swift.min(least, above[j - 1] + 1)
        }
        next.append(least)
      }
      (above, row) = (row, next)
    }
    return row[b.count]
  }
}
