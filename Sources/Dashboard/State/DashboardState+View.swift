internal import ChartPanels
public import CommandEntry
public import Configuration
internal import EventLists
internal import MetricGrid
internal import Playbacks
internal import RunComparison
internal import Themes

/// The view of the charts, as it is kept from one screen to the next.
extension DashboardState {
  /// Adopts the settings that a person keeps.
  ///
  /// - Parameters:
  ///   - view: The view in which the run was left; nil for a run that was not looked at before.
  ///   - followsBackground: True when the terminal's background decides on the theme.
  ///   - commands: The commands that were typed on earlier screens.
  ///   - remark: A sentence about the settings; nil for none.
  public mutating func adopt(
    _ configuration: ScreenConfiguration, view: ViewSettings? = nil,
    followsBackground: Bool = false, commands: EntryHistory = EntryHistory(), remark: String? = nil
  ) {
    self.configuration = configuration
    self.followsBackground = followsBackground
    self.commands = commands
    charts.grid = configuration.layout.grid
    metrics.choose(configuration.view.metric)
    self.view = view ?? configuration.view
    if let remark { say(remark) }
  }

  /// The seconds by which local time is ahead of UTC.
  public var timeZone: Double {
    get { charts.timeZone }
    set { charts.timeZone = newValue }
  }

  /// The name of the theme that the person chose, or `auto`; nil while none was chosen.
  public var chosenTheme: String? { themes.chosen }

  /// The view of the charts.
  ///
  /// It leaves out a metric that keys have gone to: a run opens with its main charts, or with the metric
  /// that was named.
  public internal(set) var view: ViewSettings {
    get {
      var view = ViewSettings()
      // The usual axis of a run is not a choice.
      if let playback, playback.chosenAxis != playback.overview.axes.first {
        view.axis = playback.chosenAxis
      }
      view.isAxisLogarithmic = playback?.prefersLogarithm ?? wantsLogarithm
      charts.keep(in: &view)
      view.metric = metrics.named
      let selection = events.filter.selection
      view.events = selection == .news ? nil : selection.rawValue
      if case .panel(let panel) = page { view.page = panel.rawValue }
      view.pins = metrics.pins
      view.hiddenMetrics = metrics.hidden.sorted()
      view.runOrder = runs.order == RunList().order ? nil : runs.order.text
      view.hiddenRuns = runs.hidden.sorted()
      return view
    }
    set {
      if let metric = newValue.metric { metrics.choose(named: metric) }
      events.filter.selection = newValue.events.flatMap(EventSelection.init(rawValue:)) ?? .news
      page = newValue.page.flatMap(Panel.init(rawValue:)).map(PanelPage.panel)
      charts.restore(newValue)
      metrics.restore(pins: newValue.pins, hidden: newValue.hiddenMetrics)
      runs.restore(
        order: newValue.runOrder.map { RunOrder($0) } ?? RunList().order,
        hidden: newValue.hiddenRuns)
      leaveOutRuns()
      (firstAxis, wantsLogarithm) = (newValue.axis, newValue.isAxisLogarithmic)
      useFirstAxis()
    }
  }

  /// Shows the axis that the person wants, once the run has it.
  mutating func useFirstAxis() {
    if wantsLogarithm, playback != nil {
      playback?.use(logarithm: true)
      wantsLogarithm = false
    }
    guard let axis = firstAxis, let playback, playback.overview.axes.contains(axis) else { return }
    self.playback?.use(axis)
    firstAxis = nil
  }
}
