internal import Cells
internal import MetricGrid
internal import Playbacks
internal import RunDisplay
internal import RunModel
internal import Simulation
internal import Themes

/// Everything that the charts and the list of metrics show.
struct ChartScene {
  /// The part that the arrows act in.
  enum Focus: Equatable {
    /// Neither the charts nor the list.
    case elsewhere
    /// The charts.
    case charts
    /// The list of metrics.
    case list
  }

  /// The colours.
  var theme: Theme
  /// The chosen run as of the moment that is shown.
  var history: RunHistory
  /// The playback; nil while nothing is known of the run.
  var playback: Playback?
  /// The callbacks that are shown: the run's, or those that are tried on it.
  var callbacks: [CallbackState]
  /// The result of other callbacks on the run; nil while the run's own are shown.
  var whatIf: WhatIf?
  /// The settings of the charts.
  var settings: ChartSettings
  /// The metrics in the order of their charts.
  var metrics: MetricSelection
  /// The index of the mark under the event cursor; nil without a cursor.
  var eventCursor: Int?
  /// True when the keys move through a recording instead of steering a run.
  var isPlayingBack: Bool
  /// True when one chart fills the screen.
  var isFull: Bool
  /// The part that the arrows act in.
  var focus: Focus

  /// The horizontal axis of the part that is shown.
  var axis: TimeAxis { playback.map { TimeAxis($0) } ?? TimeAxis(history) }

  /// The main loss, or in a log without a loss the first curve.
  var lossCurve: Curve? { MetricOrder.mainLoss(of: history.knownCurves) }

  /// The chosen curve, else the most important one.
  var shownCurve: Curve? { metrics.chosenCurve }

  /// The rectangles of a run's charts.
  func grid(in area: Rect) -> ChartGrid {
    ChartGrid(
      in: area, charts: isFull ? 1 : metrics.charted.count, hasRate: !isFull && hasRates)
  }

  /// The curves of the page with the chosen one; the chosen one alone on the whole screen.
  func page(capacity: Int) -> MetricSelection.Page {
    metrics.page(capacity: isFull ? 1 : capacity)
  }

  /// True when there is a learning rate to show; a log may have none.
  private var hasRates: Bool {
    guard let playback else { return true }
    return !isPlayingBack || whatIf != nil
      || !playback.overview.whole.learningRates.points.isEmpty
  }
}
