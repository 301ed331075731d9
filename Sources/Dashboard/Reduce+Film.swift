internal import RunModel

extension DashboardState {
  /// Takes in what the replayed runs are now.
  mutating func take(_ reels: [Reel]) {
    guard !reels.isEmpty else { return }
    let hadCallbacks = !history.callbacks.isEmpty
    isOnlooker = true
    if film == nil {
      film = Film(reels, isFollowing: reels[0].isLive)
      history = reels[0].whole
    } else {
      film?.update(reels)
    }
    if !hadCallbacks, let whole = film?.reel.whole, !whole.callbacks.isEmpty {
      history = whole
      chooseFirstPatience()
    }
    if !isLive { pending = [] }
    tryAgain()
  }

  /// Plays on, from the start when it stands at the end.
  mutating func playOrHold() {
    guard var film else { return }
    if film.isPlaying {
      film.isPlaying = false
    } else {
      if film.isAtEnd { film.position = 0 }
      film.isPlaying = true
      film.isFollowing = false
    }
    self.film = film
  }

  /// Carries out what only a replay has.
  mutating func runFilm(_ command: KeyCommand) {
    guard var film else {
      say(isOnlooker ? whyNotLive : "only a replay has that; this run is being trained")
      return
    }
    switch command {
    case .epochBack: film.step(epochs: -1)
    case .first: film.seek(0)
    case .last:
      film.seek(film.reel.length)
      film.isPlaying = false
    case .faster, .slower:
      film.speed = film.speed.stepped(by: command == .faster ? 1 : -1)
      say("speed: \(film.speed.words)")
    case .nextRun, .previousRun:
      let count = film.reels.count
      if count == 1 { return say("there is one run") }
      film.choose((film.chosen + (command == .nextRun ? 1 : count - 1)) % count)
      say("run \(film.chosen + 1) of \(count): \(film.reel.name)")
    case .arrangement:
      if film.reels.count == 1 { return say("there is one run") }
      switch film.arrangement {
      case .overlaid: film.arrangement = .sideBySide
      case .sideBySide: film.arrangement = .alone
      case .alone: film.arrangement = .overlaid
      }
    case .axis:
      let axes = film.reel.axes
      let index = axes.firstIndex(of: film.axis) ?? -1
      film.axis = axes[(index + 1) % axes.count]
      film.window = nil
      if axes.count == 1 { say("the log tells no other than the \(film.axis.rawValue)") }
    case .zoomIn: film.zoom(by: 0.5, around: history.position)
    case .zoomOut: film.zoom(by: 2, around: history.position)
    default: break
    }
    let hasNewRun = film.chosen != self.film?.chosen
    self.film = film
    if hasNewRun { restartTrial() }
  }

  /// Goes to the next mark of the run, or the one before.
  mutating func seekMark(by steps: Int) {
    guard let film else { return }
    let moments = film.reel.markMoments
    let next =
      steps > 0
      ? moments.firstIndex { $0 > film.position } : moments.lastIndex { $0 < film.position }
    guard let next else {
      say(steps > 0 ? "no event after this" : "no event before this")
      return
    }
    self.film?.isPlaying = false
    self.film?.seek(moments[next])
    markCursor = next
  }

  /// `epoch 12`, `speed 4` and `run 2` of the command line.
  ///
  /// - Returns: whether it was one of them.
  mutating func seek(_ word: String, _ value: String) -> Bool {
    guard var film else { return false }
    switch word {
    case "epoch":
      let last = film.reel.recorded.last?.number ?? 0
      guard let epoch = Int(value), let moment = film.reel.moment(ofEpoch: epoch) else {
        say(last > 0 ? "epoch takes a number up to \(last)" : "this log has no epochs")
        return true
      }
      film.seek(moment)
    case "speed":
      guard let times = Double(value.filter { $0 != "×" && $0 != "x" }), times > 0, times <= 1e6
      else {
        say("speed takes a number such as 0.25 or 100")
        return true
      }
      film.speed = .times(times)
    case "run":
      guard let number = Int(value), film.reels.indices.contains(number - 1) else {
        say("run takes a number from 1 to \(film.reels.count)")
        return true
      }
      film.choose(number - 1)
    default: return false
    }
    let hasNewRun = film.chosen != self.film?.chosen
    self.film = film
    if hasNewRun { restartTrial() }
    return true
  }
}
