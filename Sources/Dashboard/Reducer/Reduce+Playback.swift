internal import RunModel

extension DashboardState {
  /// Takes in what the replayed runs are now.
  mutating func take(_ overviews: [RunOverview]) {
    guard !overviews.isEmpty else { return }
    let hadCallbacks = !history.callbacks.isEmpty
    isOnlooker = true
    if playback == nil {
      playback = Playback(overviews, isFollowing: overviews[0].isLive)
      history = overviews[0].whole
    } else {
      playback?.update(overviews)
    }
    if !hadCallbacks, let whole = playback?.overview.whole, !whole.callbacks.isEmpty {
      history = whole
      chooseFirstPatience()
    }
    if !isLive { pending = [] }
    tryAgain()
  }

  /// Plays on, from the start when it stands at the end.
  mutating func playOrHold() {
    guard var playback else { return }
    if playback.isPlaying {
      playback.isPlaying = false
    } else {
      if playback.isAtEnd { playback.position = 0 }
      playback.isPlaying = true
      playback.isFollowing = false
    }
    self.playback = playback
  }

  /// Carries out what only a replay has.
  mutating func runPlayback(_ command: KeyCommand) {
    guard var playback else {
      say(isOnlooker ? whyNotLive : "only a replay has that; this run is being trained")
      return
    }
    switch command {
    case .epochBack: playback.step(epochs: -1)
    case .first: playback.seek(0)
    case .last:
      playback.seek(playback.overview.length)
      playback.isPlaying = false
    case .faster, .slower:
      playback.speed = playback.speed.stepped(by: command == .faster ? 1 : -1)
      say("speed: \(playback.speed.words)")
    case .nextRun, .previousRun:
      let count = playback.overviews.count
      if count == 1 { return say("there is one run") }
      playback.choose((playback.chosen + (command == .nextRun ? 1 : count - 1)) % count)
      say("run \(playback.chosen + 1) of \(count): \(playback.overview.name)")
    case .arrangement:
      if playback.overviews.count == 1 { return say("there is one run") }
      switch playback.arrangement {
      case .overlaid: playback.arrangement = .sideBySide
      case .sideBySide: playback.arrangement = .alone
      case .alone: playback.arrangement = .overlaid
      }
    case .axis:
      let axes = playback.overview.axes
      let index = axes.firstIndex(of: playback.axis) ?? -1
      playback.axis = axes[(index + 1) % axes.count]
      playback.window = nil
      if axes.count == 1 { say("the log tells no other than the \(playback.axis.rawValue)") }
    case .zoomIn: playback.zoom(by: 0.5, around: history.position)
    case .zoomOut: playback.zoom(by: 2, around: history.position)
    default: break
    }
    let hasNewRun = playback.chosen != self.playback?.chosen
    self.playback = playback
    if hasNewRun { restartWhatIf() }
  }

  /// Goes to the next mark of the run, or the one before.
  mutating func seekMark(by steps: Int) {
    guard let playback else { return }
    let moments = playback.overview.markMoments
    let next =
      steps > 0
      ? moments.firstIndex { $0 > playback.position } : moments.lastIndex { $0 < playback.position }
    guard let next else {
      say(steps > 0 ? "no event after this" : "no event before this")
      return
    }
    self.playback?.isPlaying = false
    self.playback?.seek(moments[next])
    markCursor = next
  }

  /// `epoch 12`, `speed 4` and `run 2` of the command line.
  ///
  /// - Returns: whether it was one of them.
  mutating func seek(_ word: String, _ value: String) -> Bool {
    guard var playback else { return false }
    switch word {
    case "epoch":
      let last = playback.overview.recorded.last?.number ?? 0
      guard let epoch = Int(value), let moment = playback.overview.moment(ofEpoch: epoch) else {
        say(last > 0 ? "epoch takes a number up to \(last)" : "this log has no epochs")
        return true
      }
      playback.seek(moment)
    case "speed":
      guard let times = Double(value.filter { $0 != "×" && $0 != "x" }), times > 0, times <= 1e6
      else {
        say("speed takes a number such as 0.25 or 100")
        return true
      }
      playback.speed = .times(times)
    case "run":
      guard let number = Int(value), playback.overviews.indices.contains(number - 1) else {
        say("run takes a number from 1 to \(playback.overviews.count)")
        return true
      }
      playback.choose(number - 1)
    default: return false
    }
    let hasNewRun = playback.chosen != self.playback?.chosen
    self.playback = playback
    if hasNewRun { restartWhatIf() }
    return true
  }
}
