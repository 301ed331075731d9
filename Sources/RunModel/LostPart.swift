/// The end of an interrupted attempt, from the coordinate at which the run was continued from an
/// earlier state.
///
/// It counts for nothing: best values, axes and last values are those of what was kept.
public struct LostPart: Equatable, Sendable {
  /// The coordinate from which the run was continued.
  public package(set) var seam: Double
  /// The points from there on of metrics within epochs, by name.
  public package(set) var stepSeries: [String: Series]
  /// Those of metrics at the ends of epochs.
  public package(set) var epochSeries: [String: Series]

  /// Creates a part.
  public init(seam: Double, stepSeries: [String: Series], epochSeries: [String: Series]) {
    (self.seam, self.stepSeries, self.epochSeries) = (seam, stepSeries, epochSeries)
  }

  /// Takes what a run has beyond a coordinate, and the point before it, from which the curves go on.
  ///
  /// - Complexity: O(points beyond it).
  init(of history: RunHistory, after x: Double) {
    func parts(_ all: some Sequence<(key: String, value: Series)>) -> [String: Series] {
      var parts: [String: Series] = [:]
      for (name, series) in all {
        let first = (0..<series.count).firstBeyond { series[$0].x > x }
        guard first < series.count else { continue }
        parts[name] = Series((max(0, first - 1)..<series.count).map { series[$0] })
      }
      return parts
    }
    self.init(
      seam: x, stepSeries: parts(history.stepSeries), epochSeries: parts(history.epochSeries))
  }

  /// Changes every series.
  mutating func change(_ change: (inout Series) -> Void) {
    for name in stepSeries.keys { change(&stepSeries[name, default: Series()]) }
    for name in epochSeries.keys { change(&epochSeries[name, default: Series()]) }
  }
}
