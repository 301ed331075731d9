internal import CurveStore
internal import Recordings
internal import RunModel

/// What the steps of a run's curves count: batches, or in some curves beside those its epochs.
///
/// Keras writes epochs into the steps of its event files, and MMEngine those of its evaluations; on the axis of steps
/// they would all lie at its beginning.
struct Batches {
  /// Batches by the time; empty where no curve tells both, or none counts anything but epochs.
  let byTimes: MonotoneTable

  /// Points of a curve that counts epochs, at most.
  private static let mostEpochs = 20_000

  /// Curves that are looked at: the longest tell it best.
  private static let mostCurves = 8

  /// - Parameter curves: those whose steps are not their epochs.
  /// - Complexity: O(curves · log curves).
  init(_ curves: [LogSeries]) {
    let telling = curves.filter { $0.points.hasSteps && $0.points.hasWallTimes }
      .sorted { $0.points.count > $1.points.count }.prefix(Self.mostCurves)
    var told = telling.flatMap { curve in
      CommonAxes.sample(curve).compactMap { point -> (time: Double, step: Double)? in
        guard let step = point.step, let time = point.wallTime else { return nil }
        return (time, Double(step))
      }
    }
    // Where curves count differently at one time, the furthest counts: the table does not fall.
    told.sort { $0.time == $1.time ? $0.step > $1.step : $0.time < $1.time }
    var table = MonotoneTable()
    for point in told { table.append(x: point.time, y: point.step) }
    byTimes = table
  }

  /// Whether a curve's steps are the run's batches, or all that there is to count.
  ///
  /// - Parameter countsEpochs: whether its steps are its epochs again.
  /// - Complexity: O(sampled points).
  func areTheSteps(of curve: LogSeries, countsEpochs: Bool) -> Bool {
    let points = curve.points
    guard !byTimes.isEmpty, points.hasSteps, points.hasWallTimes, points.count <= Self.mostEpochs
    else { return true }
    if points.hasEpochs { return !countsEpochs }
    // Nothing says that they are epochs, but they are counted one by one, and at the same times the batches were
    // much further on.
    guard let first = points.first?.step, let last = points.last?.step, (0...1).contains(first),
      last >= first, last - first == points.count - 1
    else { return true }
    return !CommonAxes.sample(curve).allSatisfy { point in
      guard let step = point.step, let time = point.wallTime else { return false }
      return byTimes.value(at: time) >= 2 * Double(max(1, step))
    }
  }
}
