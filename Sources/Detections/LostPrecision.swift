internal import OrderedCollections
package import RunModel

/// The average precision that a detector loses to each kind of error, now and at the run's best evaluation.
package struct LostPrecision {
  /// The errors of one kind.
  package struct Row {
    package let name: String
    /// The average precision that fixing them alone would gain.
    package let gain: Double
    /// The number of errors; nil for all false positives or negatives.
    package let count: Int?
    /// The difference of the gain from that at the best evaluation; nil where it is not known.
    package let change: Double?
  }

  /// The kinds in their order.
  package let kinds: [Row]
  /// All false positives, and all false negatives.
  package let sums: [Row]
  /// The index of the kind that costs most; nil when none costs anything.
  package let largest: Int?
  /// True when no other evaluation of the run had a higher average precision.
  package let isBest: Bool
  /// The mean of the classes' average precisions at IoU 0.5.
  package let averagePrecision: Double?

  /// Finds the rows; nil when the last evaluation does not tell its errors.
  ///
  /// - Complexity: O(evaluations).
  package init?(_ history: RunHistory) {
    guard let report = history.report, let errors = report.errors else { return nil }
    let evaluations = history.detectionSeries.points
    let best = evaluations.max { $0.y < $1.y }
    // The evaluation of an epoch that was cut short is none of them.
    isBest = best?.y == evaluations.last?.y && best?.y == report.meanAveragePrecision
    kinds = errors.kinds.map { kind in
      let before = history.errorSeries[kind.name]?.points.last { $0.x == best?.x }
      return Row(
        name: kind.name, gain: kind.gain, count: kind.count,
        change: before.map { kind.gain - $0.y })
    }
    // Of equal costs, the first.
    largest = errors.kinds.indices.filter { errors.kinds[$0].gain > 0 }
      .max { errors.kinds[$0].gain < errors.kinds[$1].gain }
    let all = [
      ("false positives", errors.falsePositiveGain), ("false negatives", errors.falseNegativeGain),
    ]
    sums = all.compactMap { name, gain in
      gain.map { Row(name: name, gain: $0, count: nil, change: nil) }
    }
    let scores = report.classes.compactMap(\.ap50).filter(\.isFinite)
    averagePrecision = scores.isEmpty ? nil : scores.reduce(0, +) / Double(scores.count)
  }
}
