public import RunModel
public import Simulation

/// Everything the screen is made from, but for its size.
public struct DashboardState: Equatable, Sendable {
  /// A change that was asked for and not answered yet.
  public struct Pending: Equatable, Sendable {
    /// The request's id.
    public var id: String
    /// What was asked.
    public var command: RunCommand
  }

  /// What the keys mean now.
  public enum Mode: Equatable, Sendable {
    /// The dashboard.
    case normal
    /// The list of keys.
    case help
    /// A question before training ends within an epoch.
    case stopQuestion
    /// A question before leaving a run that trains.
    case quitQuestion
    /// Text is typed, for a field or as a command.
    case typing(TextInput)
  }

  /// What the run has told.
  public internal(set) var history = RunHistory()
  /// The replay; nil while a run of this process tells its events itself.
  public internal(set) var playback: Playback?
  /// Whether what is shown is trained elsewhere, if at all: leaving the screen ends nothing.
  public internal(set) var isOnlooker: Bool
  /// What other callbacks would have done, when that is asked.
  public internal(set) var whatIf: WhatIf?
  /// Callbacks to try on a run of this process; nil for the usual ones.
  public internal(set) var preset: WhatIf?
  /// Why there is nothing to be seen yet; nil when that is not known.
  public internal(set) var waitingFor: String?
  /// When the screen began, in seconds since 1970.
  public let waitingSince: Double
  /// Text that came through standard input, the newest lines.
  public internal(set) var output: [String] = []
  /// Whether the last of them has no end yet: what comes next replaces it.
  var isOutputUnfinished = false
  /// Whether that text is shown in place of the events.
  public internal(set) var isOutputShown = false
  /// What was asked and is not answered.
  public internal(set) var pending: [Pending] = []
  /// What the keys mean.
  public internal(set) var mode = Mode.normal
  /// The row chosen in the callbacks panel.
  public internal(set) var choice = Choice.learningRate
  /// The id of the callback whose parameters are all shown, also those that decide nothing as they stand.
  public internal(set) var opened: String?
  /// The mark that the event cursor is on, counted from the first; nil when there is no cursor.
  public internal(set) var markCursor: Int?
  /// The metric of the second chart; nil for the one the callbacks watch.
  public internal(set) var chosenMetric: String?
  /// Whether the loss has a logarithmic axis.
  public internal(set) var isLossLogarithmic = true
  /// Lines the list of events is scrolled back.
  public internal(set) var eventsOffset = 0
  /// How often the panel at the lower right was switched; the screen's size says what comes first.
  public internal(set) var panelTurn = 0
  /// The sample image shown, counted on from the first; any number, as they go round.
  public internal(set) var sampleIndex = 0
  /// Whether pictures are shown; without them nothing of them is sent.
  public internal(set) var isPictureShown = true
  /// Classes the table is scrolled down.
  public internal(set) var classOffset = 0
  /// A short answer to the last key, shown in the footer.
  public internal(set) var notice: String?
  /// What must hold for the notice to stay.
  var noticeTruth = NoticeTruth.always
  /// Whether it held since the notice was shown.
  var hasNoticeHeld = false
  /// When the notice goes, in seconds since 1970.
  public internal(set) var noticeEnd = 0.0
  /// Now, in seconds since 1970.
  public internal(set) var now: Double
  /// The themes to go through.
  public internal(set) var themes: [Theme]
  /// Which of them is shown.
  public internal(set) var themeIndex: Int
  /// Requests made so far; the next one's id is made from it.
  public internal(set) var requestCount = 0

  /// A screen that has heard nothing yet.
  ///
  /// - Parameters:
  ///   - now: seconds since 1970.
  ///   - history: what the run has told already.
  ///   - playback: a replay, in place of a run.
  ///   - isOnlooker: whether nothing of this process is trained, though there is no replay yet.
  ///   - waitingFor: what must be done before there is anything to see.
  ///   - preset: callbacks to try on the run, without a log; nil for the usual ones.
  ///   - themes: at least one.
  public init(
    now: Double, history: RunHistory = RunHistory(), playback: Playback? = nil,
    isOnlooker: Bool = false, waitingFor: String? = nil, preset: WhatIf? = nil,
    themes: [Theme] = [.builtIn], themeIndex: Int = 0
  ) {
    precondition(themes.indices.contains(themeIndex), "there must be a theme to show")
    self.now = now
    waitingSince = now
    self.waitingFor = waitingFor
    self.history = playback?.overview.whole ?? history
    self.playback = playback
    self.isOnlooker = isOnlooker || playback != nil
    self.preset = preset
    self.themes = themes
    self.themeIndex = themeIndex
  }

  /// The theme that is shown.
  public var theme: Theme { themes[themeIndex] }

  /// Whether the run can be steered.
  public var isLive: Bool {
    if let playback {
      return playback.overview.isSteerable && playback.isAtEnd && history.status.isLive
    }
    return history.status.isLive && history.status != .waiting
  }

  /// Whether its events break off where the playback ends, and no trainer is there that would go on.
  var isUnfinished: Bool {
    guard let playback, playback.isAtEnd, !playback.overview.isSteerable else { return false }
    return history.status.isLive && history.status != .waiting
  }

  /// The callbacks that are shown: the run's, or those that are tried on it, as of now.
  public var callbacks: [CallbackState] {
    guard let whatIf else { return history.callbacks }
    return whatIf.outcome.callbacks(after: epochsEnded)
  }

  /// How many epochs had ended, by the number of the last one.
  var epochsEnded: Double { Double((history.epochs.last?.epoch ?? -1) + 1) }

  /// The learning rate that is shown, of the same callbacks.
  public var learningRate: Double? {
    whatIf.map { $0.outcome.learningRate(at: epochsEnded) } ?? history.learningRate
  }
}
