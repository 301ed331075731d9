public import Playbacks
public import RunModel

/// The run that the screen is about.
public enum Subject: Equatable, Sendable {
  /// A run of this process that has not begun yet.
  case ownRun
  /// A run or log that is watched and of which nothing is known yet.
  case awaited
  /// Runs that can be shown as of any moment: that of this process, watched or recorded ones.
  case playback(Playback)
}

/// The relation of the shown moment to the present of its run.
enum Tense: Equatable, Sendable {
  /// Nothing is known of the run yet.
  case awaited
  /// The present of a run that can be steered.
  case live
  /// A moment of a run of this process that has ended.
  case ended
  /// An earlier moment of a run that can be steered at its present.
  case past
  /// A moment of a run or log that nobody here can steer.
  case recorded
}

extension DashboardState {
  /// The playback; nil while nothing is known of the run.
  public internal(set) var playback: Playback? {
    get {
      if case .playback(let playback) = subject { playback } else { nil }
    }
    set {
      if let newValue { subject = .playback(newValue) }
    }
  }

  /// The relation of the shown moment to the present of its run.
  var tense: Tense {
    switch subject {
    case .ownRun, .awaited: return .awaited
    case .playback(let playback):
      if !playback.overview.isSteerable {
        return playback.overview.isOfThisProcess ? .ended : .recorded
      }
      return playback.isAtEnd && history.status.isLive ? .live : .past
    }
  }

  /// True when the run can be steered at the moment that is shown.
  public var isLive: Bool { tense == .live }

  /// True when the person can steer the run at the moment that is shown.
  var isSteered: Bool { isLive && !isReadOnly }

  /// True when the keys move through a recording instead of steering a run.
  var isPlayingBack: Bool { playback != nil && !isLive }

  /// True when values can be changed: those of the run, or those of callbacks that are tried on it.
  var takesValues: Bool { isSteered || whatIf != nil }

  /// True when rows of the callbacks panel can be chosen; in a recording, to read the parameters.
  var canChooseRows: Bool {
    takesValues || tense == .ended || (playback != nil && focus.pane == .callbacks)
  }

  /// True when the events break off at the end of the playback and no trainer continues the run.
  var isUnfinished: Bool {
    guard let playback, playback.isAtEnd, !playback.overview.isSteerable,
      playback.overview.scriptEnd == nil
    else { return false }
    return history.status.isLive && history.status != .waiting
  }

  /// True when this process trains the run, or will, so that leaving may end it.
  var isTrainedHere: Bool {
    guard let overview = playback?.overview else { return subject == .ownRun }
    return overview.isOfThisProcess && overview.whole.status.isLive
  }

  /// The run as it is now, even while an earlier moment is shown.
  public var runNow: RunHistory { playback?.overview.whole ?? history }
}
