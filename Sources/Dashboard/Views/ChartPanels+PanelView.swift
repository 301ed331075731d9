internal import ChartPanels
internal import Charts
internal import EventLists
internal import MetricGrid
internal import Playbacks
internal import RunComparison
internal import RunModel

extension DashboardState {
  /// What the charts and the list of metrics show.
  var chartScene: ChartScene {
    var scene = ChartScene(
      theme: theme, history: history, playback: playback, callbacks: callbacks, whatIf: whatIf,
      settings: charts, metrics: metrics, eventCursor: events.cursor,
      isPlayingBack: isPlayingBack, isFull: focus.full == .charts,
      focus: isFocused(.charts) ? .charts : isFocused(.metrics) ? .list : .elsewhere)
    scene.isEventDescribed = events.isCardOpen
    return scene
  }

  /// The sentence below the metrics of a log without callbacks; nil for a run that has some.
  fileprivate var invitation: String? {
    guard isInviting else { return nil }
    return playback?.overview.recorded.isEmpty == false
      ? "w tries EarlyStopping and ReduceLROnPlateau on it"
      : nothingToTry
  }
}

extension ChartsView: PanelView {
  static let pageName: String? = nil

  init(state: DashboardState, symbols: Symbols) {
    self.init(scene: state.chartScene, symbols: symbols)
  }
}

extension RunsView: PanelView {
  static let pageName: String? = nil

  init(state: DashboardState, symbols: Symbols) {
    self.init(
      scene: state.chartScene, list: state.runs, isFocused: state.isFocused(.runs),
      symbols: symbols)
  }
}

extension MetricsView: PanelView {
  static let pageName: String? = nil

  init(state: DashboardState, symbols: Symbols) {
    self.init(scene: state.chartScene, invitation: state.invitation, symbols: symbols)
  }
}
