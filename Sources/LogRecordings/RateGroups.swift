internal import CurveStore
internal import RunModel

/// The learning rates of a log's parameter groups: where all are equal, the first stands for them.
struct RateGroups {
  /// The curves of the log, with the rates that differ from the first.
  let curves: [Curve]
  /// The number of groups that the first rate stands for.
  let count: Int

  /// Compares the rates point by point, whatever the times at which they were logged.
  ///
  /// - Complexity: O(points of the rates).
  init(_ allSeries: [RecordedSeries], _ pairs: CurvePairs) {
    let rates = allSeries.filter { $0.source.role == .learningRate }
    // In a log that grows, some groups have a point that the others do not have yet.
    let areEqual = rates.dropFirst().allSatisfy {
      $0.source.points.hasValues(of: rates[0].source.points)
    }
    count = areEqual ? max(1, rates.count) : 1
    curves = areEqual ? pairs.curves.filter { !$0.isLearningRate } : pairs.curves
  }
}
