internal import RunModel

/// What must hold for a message at the bottom of the screen to be true.
enum NoticeTruth: Equatable, Sendable {
  /// Nothing: it tells what was done or what a key cannot do.
  case always
  /// The request with this id is not answered yet.
  case pending(id: String)
  /// The stop or pause waits for the end of the epoch.
  case waits(WaitingCommand)
  /// The run is paused.
  case paused
  /// The run goes on.
  case going
  /// The run can be steered, so that what was changed can be taken back.
  case steerable
  /// The run cannot be steered at the moment that is shown.
  case notSteerable
}

extension DashboardState {
  /// Takes the message away when what it says has happened or was taken back.
  ///
  /// What an answer promises may come true a moment after it, so a message goes when its truth ends, not before it
  /// begins.
  mutating func dropUntrueNotice() {
    guard notice != nil, noticeTruth != .always else { return }
    if holds(noticeTruth) {
      hasNoticeHeld = true
    } else if hasNoticeHeld || !runNow.status.isLive {
      notice = nil
    }
  }

  /// The run as it is now, also while an earlier moment of it is looked at.
  var runNow: RunHistory { playback?.overview.whole ?? history }

  private func holds(_ truth: NoticeTruth) -> Bool {
    switch truth {
    case .always: true
    case .pending(let id): runNow.status.isLive && pending.contains { $0.id == id }
    case .waits(let waiting): runNow.waiting.contains(waiting)
    case .paused: runNow.status == .paused
    case .going: runNow.status == .training || runNow.status == .validating
    case .steerable: runNow.status.isLive
    case .notSteerable: !isLive
    }
  }
}
