package import Cells
package import MetricGrid
package import Playbacks
package import RunDisplay
package import RunModel
package import Simulation
package import Themes

/// Everything that the charts and the list of metrics show.
package struct ChartScene {
  /// The part that the arrows act in.
  package enum Focus: Equatable {
    /// Neither the charts nor the list.
    case elsewhere
    /// The charts.
    case charts
    /// The list of metrics.
    case list
  }

  /// The colours.
  package var theme: Theme
  /// The chosen run as of the moment that is shown.
  package var history: RunHistory
  /// The playback; nil while nothing is known of the run.
  package var playback: Playback?
  /// The callbacks that are shown: the run's, or those that are tried on it.
  package var callbacks: [CallbackState]
  /// The result of other callbacks on the run; nil while the run's own are shown.
  package var whatIf: WhatIf?
  /// The settings of the charts.
  package var settings: ChartSettings
  /// The metrics in the order of their charts.
  package var metrics: MetricSelection
  /// The index of the mark under the event cursor; nil without a cursor.
  package var eventCursor: Int?
  /// True where a card describes the event under that cursor.
  package var isEventDescribed = false
  /// True when the keys move through a recording instead of steering a run.
  package var isPlayingBack: Bool
  /// True when one chart fills the screen.
  package var isFull: Bool
  /// The part that the arrows act in.
  package var focus: Focus

  /// Creates the scene of a screen.
  package init(
    theme: Theme, history: RunHistory, playback: Playback?, callbacks: [CallbackState],
    whatIf: WhatIf?, settings: ChartSettings, metrics: MetricSelection, eventCursor: Int?,
    isPlayingBack: Bool, isFull: Bool, focus: Focus
  ) {
    self.theme = theme
    self.history = history
    self.playback = playback
    self.callbacks = callbacks
    self.whatIf = whatIf
    self.settings = settings
    self.metrics = metrics
    self.eventCursor = eventCursor
    self.isPlayingBack = isPlayingBack
    self.isFull = isFull
    self.focus = focus
  }

  /// The horizontal axis of the part that is shown.
  package var axis: TimeAxis {
    playback.map { TimeAxis($0, timeZone: settings.timeZone) } ?? TimeAxis(history)
  }

  /// The axis of charts in an area: behind the ends of overlaid runs there is room for their letters.
  package func axis(in area: Rect) -> TimeAxis {
    guard let playback, playback.arrangement == .overlaid, playback.drawn.count > 1,
      playback.window == nil, let narrowest = grid(in: area).columns.map(\.width).min()
    else { return axis }
    return axis.leavingLetterRoom(
      columns: narrowest - ChartsView.gutter - 2, curves: playback.drawn.count)
  }

  /// The main loss, or in a log without a loss the first curve.
  package var lossCurve: Curve? { MetricOrder.mainLoss(of: history.knownCurves) }

  /// The chosen curve, else the most important one.
  package var shownCurve: Curve? { metrics.chosenCurve }

  /// The rectangles of a run's charts.
  package func grid(in area: Rect) -> ChartGrid {
    ChartGrid(
      in: area, charts: isFull ? 1 : metrics.charted.count, hasRate: !isFull && hasRates,
      most: settings.grid ?? ChartGrid.largest)
  }

  /// The curves of the page with the chosen one; the chosen one alone on the whole screen.
  package func page(capacity: Int) -> MetricSelection.Page {
    metrics.page(capacity: isFull ? 1 : capacity)
  }

  /// True when there is a learning rate to show; a log may have none.
  private var hasRates: Bool {
    guard let playback else { return true }
    return !isPlayingBack || whatIf != nil
      || !playback.overview.whole.learningRates.isEmpty
  }
}
