internal import MetricGrid
internal import OrderedCollections
internal import Playbacks
internal import RunModel

extension DashboardState {
  /// The main loss, or in a log without a loss the first curve.
  var lossCurve: Curve? { MetricOrder.mainLoss(of: history.knownCurves) }

  /// The chosen curve, else the most important one.
  var shownCurve: Curve? { metrics.chosenCurve }

  /// The curve whose best value the header names: the chosen one, else the run's headline.
  var headlineCurve: Curve? {
    guard history.origin == .log, metrics.chosen == nil else { return shownCurve }
    return metrics.curves.headline ?? shownCurve
  }

  /// Brings the list of metrics up to the run and its callbacks.
  mutating func updateMetrics() {
    let watched = callbacks.filter(\.watchesPlateau).compactMap(\.monitor)
    var curves = history.knownCurves
    // A watched metric has a chart before it is first measured.
    if history.origin == .events {
      for name in watched
      where !curves.contains(where: { $0.train == name || $0.validation == name }) {
        curves.append(history.curve(name))
      }
    }
    let idle = playback?.idleTitles(of: curves) ?? history.idleTitles(of: curves)
    metrics.update(curves, watched: watched, idle: idle)
  }
}
