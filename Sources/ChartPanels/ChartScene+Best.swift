internal import Cells
internal import Charts
internal import Playbacks
internal import RunDisplay
package import RunModel

/// The best value of a curve, in words.
extension ChartScene {
  /// The best value of a curve of the chosen run, with its place; empty when there is none.
  package func bestValue(of curve: Curve) -> String {
    guard let best = history.best(of: curve, in: playback?.window) else { return "" }
    // A pair is titled by what its series share; the best value is that of one of them.
    let name = history.origin == .log ? curve.judged ?? curve.title : curve.title
    let value = "\(bestWord(of: history)) \(name.sanitized) \(MetricFormat.metric(best.y))"
    return "\(value) at \(axis.unit) \(axis.label(best.x))"
  }

  /// The word for the best value of a run: of a log, the points outside of the shown part are not read.
  func bestWord(of history: RunHistory) -> String {
    playback?.window != nil && history.origin != .events ? "best in view" : "best"
  }
}
