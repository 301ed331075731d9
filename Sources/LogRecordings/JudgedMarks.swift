internal import RunModel
internal import Synchronization

/// The marks of a log's run, with the best values of the curve that is looked at.
///
/// Those of each curve are looked for once.
final class JudgedMarks: Sendable {
  private let others: [RecordingMark]
  private let allSeries: [RecordedSeries]
  private let curves: [Curve]
  private let attempts: RecordedAttempts
  private let axis: RunAxis
  private let known = Mutex<[String: [RecordingMark]]>([:])

  /// Creates the marks of a run.
  ///
  /// - Parameter others: All marks but those of best values.
  init(
    _ others: [RecordingMark], allSeries: [RecordedSeries], curves: [Curve],
    attempts: RecordedAttempts, on axis: RunAxis
  ) {
    (self.others, self.allSeries, self.curves) = (others, allSeries, curves)
    (self.attempts, self.axis) = (attempts, axis)
  }

  /// The marks in the order of time.
  ///
  /// - Parameter title: The title of the curve that is looked at; nil, and that of a curve without
  ///   best values, for the one by which the run is judged.
  /// - Complexity: O(points of the curve) at its first call.
  func marks(judging title: String?) -> [RecordingMark] {
    let curve =
      title.flatMap { title in curves.first { $0.title == title && $0.direction != nil } }
      ?? curves.headline
    return known.withLock { known in
      let key = curve?.title ?? ""
      if let marks = known[key] { return marks }
      let bests = RecordingMark.bests(of: curve, allSeries: allSeries, attempts, on: axis)
      let marks = RecordingMark.inOrder(bests + others, attempts)
      known[key] = marks
      return marks
    }
  }
}
