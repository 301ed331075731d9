internal import Alarms
internal import Cells
internal import Charts
internal import Playbacks
internal import RunDisplay
internal import RunModel
internal import Themes

/// The state of the run or of its playback in one word: `● training`, `▶ replay`.
struct HeaderStanding {
  /// The sign before the word.
  let sign: Unicode.Scalar
  /// The word.
  let word: String
  /// The colour of both.
  let role: Theme.Role

  init(_ state: DashboardState, _ symbols: Symbols) {
    let parts = Self.parts(state, symbols)
    // Whoever writes it may be gone.
    let isSilent =
      state.alarms.isSilent && parts.0 == symbols.live && [.good, .validation].contains(parts.2)
    (sign, word, role) = isSilent ? (parts.0, "silent", .warning) : parts
  }

  private static func parts(
    _ state: DashboardState, _ symbols: Symbols
  ) -> (Unicode.Scalar, String, Theme.Role) {
    let status = state.history.status
    guard let playback = state.playback, state.isPlayingBack else {
      let isAwaited = state.subject != .ownRun && state.isWaiting
      return (status.symbol(symbols), isAwaited ? "waiting" : status.word, status.role)
    }
    if playback.overview.isSteerable {
      // The run trains on, whichever moment of it is shown.
      let now = state.runNow.status
      return (now.symbol(symbols), now.word, now.role)
    }
    if playback.isPlaying { return (symbols.play, "replay", .good) }
    if let progress = playback.overview.progress {
      return (symbols.live, "reading \(Int(progress * 100)) %", .dim)
    }
    if state.isWaiting { return (symbols.live, "waiting", .dim) }
    if playback.overview.isLive, playback.isFollowing {
      if playback.overview.trouble != nil { return (symbols.live, "waiting", .warning) }
      // A frame that is printed follows nothing; a log that grows may still be written.
      let isOver = state.isPrinted && playback.overview.quiet(at: state.now) != nil
      return isOver ? (symbols.stop, status.word, status.role) : (symbols.live, "following", .good)
    }
    if state.isUnfinished {
      return (symbols.stop, playback.overview.isLive ? "unfinished" : "interrupted", .warning)
    }
    if playback.overview.isLive { return (symbols.pause, "held", .warning) }
    if playback.isAtEnd {
      let status = playback.overview.scriptEnd.map(RunStatus.ended) ?? status
      return (symbols.stop, status.word, status.role)
    }
    return (symbols.pause, "replay", .warning)
  }
}
