internal import CurveStore
internal import Recordings
internal import RunModel

/// The batches of a run by time, for series whose steps count epochs.
///
/// Keras writes epochs as the steps of its event files, and MMEngine does so for evaluations; on
/// the axis of steps they would all lie at its beginning.
struct Batches {
  /// Batches by time; empty when no series has both, or all count only epochs.
  let byTimes: MonotoneTable

  /// The greatest number of points of a series that counts epochs.
  private static let mostEpochs = 20_000

  /// The greatest number of series that are sampled; the longest are the most precise.
  private static let mostCurves = 8

  /// Creates the table.
  ///
  /// - Parameter curves: The series whose steps are not epochs.
  /// - Complexity: O(curves · log curves).
  init(_ curves: [LogSeries]) {
    let candidates = curves.filter { $0.points.hasSteps && $0.points.hasWallTimes }
      .sorted { $0.points.count > $1.points.count }.prefix(Self.mostCurves)
    var samples = candidates.flatMap { series in
      CommonAxes.sample(series).compactMap { point -> (time: Double, step: Double)? in
        guard let step = point.step, let time = point.wallTime else { return nil }
        return (time, Double(step))
      }
    }
    // Where series count differently at one time, the furthest counts: the table does not fall.
    samples.sort { $0.time == $1.time ? $0.step > $1.step : $0.time < $1.time }
    var table = MonotoneTable()
    for point in samples { table.append(x: point.time, y: point.step) }
    byTimes = table
  }

  /// Returns true when the steps of a series are the run's batches, or nothing else is known.
  ///
  /// - Parameter countsEpochs: True when its steps are equal to its epochs.
  /// - Complexity: O(sampled points).
  func areCounted(by series: LogSeries, countsEpochs: Bool) -> Bool {
    let points = series.points
    guard !byTimes.isEmpty, points.hasSteps, points.hasWallTimes, points.count <= Self.mostEpochs
    else { return true }
    if points.hasEpochs { return !countsEpochs }
    // Nothing marks them as epochs, but they are consecutive, and at the same times the batches
    // were much further.
    guard let first = points.first?.step, let last = points.last?.step, (0...1).contains(first),
      last >= first, last - first == points.count - 1
    else { return true }
    return !CommonAxes.sample(series).allSatisfy { point in
      guard let step = point.step, let time = point.wallTime else { return false }
      return byTimes.value(at: time) >= 2 * Double(max(1, step))
    }
  }
}
