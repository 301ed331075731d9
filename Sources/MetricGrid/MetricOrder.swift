package import RunModel

/// The order in which charts show metrics: what callbacks watch, the main loss, the other losses,
/// the metrics, the rest, clocks, and at last what shows nothing.
package enum MetricOrder {
  /// Curves with the most important ones first; equals keep their order.
  ///
  /// Without a watched metric, the one that sums up the run takes its rank.
  ///
  /// - Parameters:
  ///   - watched: The names of the series that callbacks watch.
  ///   - idle: The titles of curves that show nothing. The main loss and the curve that sums up the run
  ///     keep their ranks even then: a loss that is NaN from the start is a failure to be seen.
  /// - Complexity: O(n log n).
  package static func sorted(
    _ curves: [Curve], watched: [String], idle: Set<String> = []
  ) -> [Curve] {
    let loss = mainLoss(of: curves)
    let isWatched: (Curve) -> Bool = { curve in
      watched.contains { $0 == curve.train || $0 == curve.validation }
    }
    let sum = curves.headline
    let headline = curves.contains(where: isWatched) ? nil : sum
    func rank(_ curve: Curve) -> Int {
      let matters = isWatched(curve) || curve == sum || curve == loss && curve.kind == .loss
      if idle.contains(curve.title), !matters { return 7 }
      if curve == headline { return 0 }
      // A watched loss comes after a watched metric, as the loss is always there.
      if isWatched(curve) { return curve == loss ? 2 : 1 }
      if curve == loss { return 2 }
      switch curve.kind {
      case .loss: return 3
      case .metric: return 4
      case .other: return isClock(curve) ? 6 : 5
      }
    }
    return curves.map { (rank($0), $0) }.enumerated()
      .sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }
      .map(\.element.1)
  }

  /// The titles of the curves that show nothing, without the main loss, the curve that sums up the run
  /// and those that callbacks watch.
  ///
  /// - Complexity: O(n).
  package static func leftOut(
    _ curves: [Curve], watched: [String], idle: Set<String>
  ) -> Set<String> {
    let (loss, sum) = (mainLoss(of: curves), curves.headline)
    let matter = curves.filter { curve in
      curve == loss && curve.kind == .loss || curve == sum
        || watched.contains { $0 == curve.train || $0 == curve.validation }
    }
    return idle.subtracting(matter.map(\.title))
  }

  /// Words in the names of times and durations.
  private static let clockWords: Set<Substring> = [
    "time", "times", "eta", "elapsed", "runtime", "walltime", "timestamp", "seconds",
  ]

  /// True for a time or duration, by its name.
  private static func isClock(_ curve: Curve) -> Bool {
    curve.title.lowercased().split { !$0.isLetter }.contains { clockWords.contains($0) }
  }

  /// The first loss; in a log without a loss the first curve.
  package static func mainLoss(of curves: [Curve]) -> Curve? {
    curves.first { $0.kind == .loss } ?? curves.first
  }
}
