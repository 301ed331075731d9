internal import CallbackPanels
internal import ChartPanels
internal import CommandEntry
internal import EventLists
internal import Playbacks
internal import Recordings
internal import RunComparison
internal import RunDisplay
internal import RunModel

/// Moving through recordings.
extension DashboardState {
  /// Replaces what is known of the recordings, and begins a playback at the first call.
  mutating func update(_ overviews: [RunOverview]) {
    guard !overviews.isEmpty else { return }
    let hadCallbacks = !history.callbacks.isEmpty && playback != nil
    let (former, wasLive) = (runNow, isTrained)
    let hadScriptEnded = playback.map { $0.overview.scriptEnd != nil } ?? !isScript
    if playback == nil {
      subject = .playback(Playback(overviews, isFollowing: overviews[0].isLive))
      history = overviews[0].whole
    } else {
      playback?.update(overviews)
    }
    useFirstAxis()
    leaveOutRuns()
    if !hadCallbacks, !runNow.callbacks.isEmpty {
      history = runNow
      chooseFirstPatience()
    }
    // A script has begun another training.
    if isTrained, !wasLive { isEndCardOpen = false }
    if !isTrained {
      requests.pending = []
      if wasLive { dropQuestions() }
      if wasLive, runNow.end != nil { showEnd() }
    }
    if !hadScriptEnded, let end = playback?.overview.scriptEnd {
      // Of a script that tells no events, this is the only end there is.
      if case .failed = end { showEnd() } else if runNow.end == nil { showEnd() }
    }
    if runNow.epochs.count != former.epochs.count || runNow.callbacks != former.callbacks {
      extendWhatIf()
    }
  }

  /// True when a trainer accepts requests, even while an earlier moment is shown.
  private var isTrained: Bool {
    playback.map { $0.overview.isSteerable && $0.overview.whole.status.isLive } ?? false
  }

  /// Closes what asks about a run that has ended.
  private mutating func dropQuestions() {
    if case .typing(let input) = mode, input.purpose != .command { mode = .normal }
    if mode == .quitQuestion || mode == .stopQuestion { mode = .normal }
  }

  /// Goes to the end and stays there.
  mutating func seekEnd() {
    guard let playback else { return }
    self.playback?.seek(playback.overview.length)
    show(at: playback.overview.extents[playback.axis]?.upperBound)
    self.playback?.isPlaying = false
    // It marked an event of the past.
    events.cursor = nil
  }

  /// Plays faster, or slower for a negative number.
  mutating func changeSpeed(by steps: Int) {
    guard let speed = playback?.speed.stepped(by: steps) else { return }
    playback?.speed = speed
    say("speed: \(speed.text)")
  }

  /// Shows the run in the next row of the table, or in the previous one for a negative number.
  mutating func chooseRun(by steps: Int) {
    guard let playback else { return }
    let (count, drawn) = (playback.overviews.count, chartScene.walk(through: runs))
    let index = drawn.firstIndex(of: playback.chosen) ?? 0
    chooseRun(drawn[((index + steps) % drawn.count + drawn.count) % drawn.count])
    say("run \(runNumber) of \(count): \(self.playback?.overview.name ?? "")")
  }

  /// Shows the recording with an index.
  mutating func chooseRun(_ index: Int) {
    guard index != playback?.chosen else { return }
    keepWhatIf()
    playback?.choose(index)
    restartWhatIf()
  }

  /// The number of the shown recording, from 1.
  private var runNumber: Int { (playback?.chosen ?? 0) + 1 }

  /// Shows the charts over the next axis of the recording.
  mutating func changeAxis() {
    guard let axes = playback?.overview.axes, let axis = playback?.axis else { return }
    let next = axes[((axes.firstIndex(of: axis) ?? -1) + 1) % axes.count]
    playback?.use(next)
    firstAxis = nil
    if axes.count == 1 { say("the log has only \(next.plural)") }
  }

  /// Shows the charts over a logarithmic or a linear axis.
  ///
  /// - Returns: The reason why the axis cannot be logarithmic; nil otherwise.
  mutating func useLogarithm(_ isOn: Bool) -> String? {
    if isOn, playback?.axis == .wall { return "a clock has no zero, so its axis stays linear" }
    playback?.use(logarithm: isOn)
    wantsLogarithm = false
    guard isOn, let start = playback?.extent.lowerBound else { return nil }
    say("logarithmic from \(chartScene.axis.label(exactly: start)); what lies before is left out")
    return nil
  }

  /// Shows a part of the run around the shown moment.
  ///
  /// - Parameter factor: The width of the part in relation to the current one.
  mutating func zoom(by factor: Double) {
    let position = history.position
    playback?.zoom(by: factor, around: position)
  }

  /// Shows a part of the run before or after the shown one.
  ///
  /// - Parameter share: The distance in widths of the part.
  mutating func pan(by share: Double) {
    if playback?.window == nil { return say("all of the run is shown; + zooms in") }
    playback?.pan(by: share)
  }

  /// Goes to the next event of the recording, or the previous one for a negative number.
  mutating func seekEvent(by steps: Int) {
    guard let playback else { return }
    let moments = playback.marks?.moments ?? playback.overview.markMoments
    let walk = EventWalk(
      choosableEvents(of: playback.allMarks), at: moments, from: playback.position,
      cursor: events.cursor, isCursorShown: events.isCardOpen)
    guard let next = steps > 0 ? walk.later : walk.earlier else {
      let isForward = steps > 0
      let other = isForward ? walk.earlier : walk.later
      let key = KeyTable.key(isForward ? "previous-event" : "next-event", in: self)
      let words = isForward ? ["later", "earlier"] : ["earlier", "later"]
      return say(
        "no \(words[0]) event" + (other == nil ? "" : "; \(key) goes to \(words[1]) ones"))
    }
    self.playback?.isPlaying = false
    self.playback?.seek(moments[next])
    show(at: playback.overview.xs[playback.axis]?.value(at: moments[next]))
    events.cursor = next
  }

  /// Moves the shown part of the axis until a place is in it.
  mutating func show(at x: Double?) {
    if let x { playback?.show(around: x) }
  }

  /// Goes to an epoch, a step or a time: what the axis shows.
  mutating func goTo(_ x: Double) {
    guard let playback else { return }
    if playback.axis == .epoch, x == x.rounded() {
      _ = seek("epoch", "\(Int(max(-1e9, min(1e9, x))))")
    } else {
      goTo(x - playback.labelShift, on: playback.axis)
    }
  }

  /// Goes to a position on an axis, which need not be that of the charts.
  mutating func goTo(_ x: Double, on axis: RunAxis) {
    if let reason = playback?.go(to: x, on: axis) { say(reason) }
  }

  /// Carries out `epoch 12` or `speed 4` of the command line.
  ///
  /// - Returns: True if it was one of them.
  mutating func seek(_ word: String, _ value: String) -> Bool {
    guard let playback else { return false }
    switch word {
    case "epoch":
      let last = playback.overview.recorded.last?.number ?? 0
      if let epoch = Int(value), let moment = playback.overview.moment(ofEpoch: epoch) {
        self.playback?.seek(moment)
      } else {
        say(last > 0 ? "epoch takes a number up to \(last)" : "this log has no epochs")
      }
    case "speed":
      let times = Double(value.filter { $0 != "×" && $0 != "x" })
      if let times, times > 0, times <= 1e6 {
        self.playback?.speed = .times(times)
      } else {
        say("speed takes a number such as 0.25 or 100")
      }
    default: return false
    }
    return true
  }
}
