extension String {
  /// The known word that this one was probably meant to be; nil when none is near.
  ///
  /// Levenshtein distance of at most a third of the length, and at least 1.
  ///
  /// - Complexity: O(known words × their length × this length).
  public func nearest(in known: [String]) -> String? {
    let best = known.map { ($0, distance(to: $0)) }.min { $0.1 < $1.1 }
    guard let best, best.1 <= max(1, max(count, best.0.count) / 3) else { return nil }
    return best.0
  }

  private func distance(to other: String) -> Int {
    let (a, b) = (Array(utf8), Array(other.utf8))
    var row = Array(0...b.count)
    for i in 0..<a.count {
      var diagonal = row[0]
      row[0] = i + 1
      for j in 0..<b.count {
        let change = diagonal + (a[i] == b[j] ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = Swift.min(change, row[j] + 1, diagonal + 1)
      }
    }
    return row[b.count]
  }
}
