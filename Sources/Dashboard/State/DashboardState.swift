public import Alarms
public import CallbackPanels
public import Cells
public import ChartPanels
public import CommandEntry
public import Configuration
public import Consequences
public import DetectorPanels
public import EventLists
public import EventPanels
public import MetricGrid
internal import Playbacks
package import RunComparison
public import RunModel
public import Simulation
public import SummaryPanels
public import Themes

/// Everything that the screen shows, apart from its size.
///
/// Only `reduce` changes it.
public struct DashboardState: Equatable, Sendable {
  /// The run that the screen is about.
  public internal(set) var subject: Subject
  /// The run as of the moment that is shown.
  public internal(set) var history = RunHistory()
  /// The result of other callbacks on the run; nil while the run's own are shown.
  public internal(set) var whatIf: WhatIf?
  /// The callbacks that were tried on each run, by its name, as they were left.
  var triedBefore: [String: WhatIf] = [:]
  /// The reason why nothing is known of the run yet; nil when the reason is unknown.
  public internal(set) var waitingFor: String?
  /// The start of the screen, in seconds since 1970.
  public let waitingSince: Double
  /// Text from standard input.
  public internal(set) var output = OutputText()
  /// Requests to the trainer.
  public internal(set) var requests = RequestState()
  /// The meaning of the keys.
  public internal(set) var mode = InputMode.normal
  /// True while a card says how the run ended.
  public internal(set) var isEndCardOpen = false
  /// True when the last press of the mouse has closed a card or the help.
  var hasClosedByPress = false
  /// The time until which no key closes that card.
  var endCardStays = -Double.infinity
  /// The chosen row of the callbacks panel.
  public internal(set) var selection = RowSelection()
  /// The position in the events.
  public internal(set) var events = EventListState()
  /// The metrics in the order of their charts.
  public internal(set) var metrics = MetricSelection()
  /// The order and conditions of the table of runs.
  package internal(set) var runs = RunList()
  /// The pane that the arrows act in.
  public internal(set) var focus = FocusState()
  /// The first shown row of the list of keys.
  var helpRow = 0
  /// The size of the screen, as it was last reported.
  public internal(set) var size = Size(120, 40)
  /// The effect of the value being typed.
  public internal(set) var preview = EditPreview()
  /// The alarms of the run.
  public internal(set) var alarms = AlarmWatch()
  /// The load of this machine, if the run is trained on it, and the space on the run's disk.
  var machine: MachineState?
  /// Its states so far, the newest last.
  private(set) var machinePast: [MachineState] = []
  /// The settings of the charts.
  public internal(set) var charts = ChartSettings()
  /// The axis to show once the run has it; nil for the usual one.
  var firstAxis: RunAxis?
  /// True until the run is known, when the person wants a logarithmic axis.
  var wantsLogarithm = false
  /// The page that the view key has come to; nil for the one that a screen of its size begins with.
  var page: PanelPage?
  /// The settings of the detector's panels.
  public internal(set) var detector = DetectorState()
  /// The settings of the pane with histograms, texts and precision-recall curves.
  public internal(set) var summaries = SummaryState()
  /// The commands that were typed.
  public internal(set) var commands = EntryHistory()
  /// The answer to the last key, shown in the footer; nil when there is none.
  public internal(set) var message: Message?
  /// The present, in seconds since 1970.
  public internal(set) var now: Double
  /// The themes.
  public internal(set) var themes: ThemeSelection
  /// The settings that the person keeps.
  public internal(set) var configuration = ScreenConfiguration()
  /// True until a theme is chosen, while the terminal's background decides on it.
  var followsBackground = false
  /// True when the person only watches: no request is made.
  public var isReadOnly = false
  /// True when leaving leads back to a table of runs.
  public var isOfTable = false
  /// True for a single frame that is printed.
  public var isPrinted = false
  /// True when this process started the script that is shown, so that leaving asks what becomes of
  /// it.
  public var isScript = false

  /// Creates the state of a screen.
  ///
  /// - Parameters:
  ///   - now: Seconds since 1970.
  ///   - subject: The run that the screen is about.
  ///   - history: The history of a run of this process before it is continued.
  ///   - waitingFor: The work to be done before there is anything to see.
  ///   - themes: The themes and the one to begin with.
  public init(
    now: Double, subject: Subject = .ownRun, history: RunHistory = RunHistory(),
    waitingFor: String? = nil, themes: ThemeSelection = ThemeSelection()
  ) {
    self.now = now
    waitingSince = now
    self.waitingFor = waitingFor
    self.subject = subject
    if case .playback(let playback) = subject {
      self.history = playback.overview.whole
    } else {
      self.history = history
    }
    self.themes = themes
    updateMetrics()
  }

  /// Keeps a state of the machine, unless it equals the last one.
  mutating func remember(_ machine: MachineState?) {
    guard machine != self.machine else { return }
    machinePast = machine.map { machinePast.suffix(Self.mostPast - 1) + [$0] } ?? []
    self.machine = machine
  }

  private static let mostPast = 12

  /// The theme in use.
  public var theme: Theme { themes.theme }

  /// The callbacks that are shown: the run's, or those that are tried on it.
  public var callbacks: [CallbackState] {
    guard let whatIf else { return history.callbacks }
    return whatIf.outcome.callbacks(after: epochsEnded)
  }

  /// The number of epochs that have ended, by the number of the last one.
  var epochsEnded: Double { Double((history.epochs.last?.epoch ?? -1) + 1) }

  /// The learning rate that is shown, under the same callbacks.
  public var learningRate: Double? {
    whatIf.map { $0.outcome.learningRate(at: epochsEnded) } ?? history.learningRate
  }
}
