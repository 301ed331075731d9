internal import EventPanels
internal import Playbacks
internal import RunModel

/// The situations in which a key works; in all others a press shows the reason.
public enum KeyScope: Sendable {
  /// Always.
  case always
  /// While the run can be steered.
  case live
  /// While the run's own chain of callbacks can be changed.
  case chain
  /// While values can be changed: those of the run, or those of callbacks that are tried.
  case values
  /// While rows of the callbacks panel can be chosen.
  case rows
  /// While the run can be steered or a recording is shown.
  case liveOrPlayback
  /// While rows can be chosen or a recording is shown.
  case rowsOrPlayback
  /// While callbacks are tried.
  case whatIf
  /// While a recording is shown.
  case playback
  /// After the end of a run of our own or of a script.
  case ended
  /// While several recordings are shown.
  case severalRuns
  /// While the run is a detector's.
  case detector
  /// While the view key has panels to go to.
  case pages
  /// When text has come through standard input.
  case output

  /// True when the key works now.
  func includes(_ state: DashboardState) -> Bool {
    switch self {
    case .always: true
    case .live: state.isSteered
    case .chain: state.isSteered && state.whatIf == nil
    case .values: state.takesValues
    case .rows: state.canChooseRows
    case .liveOrPlayback: state.isLive || state.playback != nil
    case .rowsOrPlayback: state.canChooseRows || state.playback != nil
    case .whatIf: state.whatIf != nil
    case .playback: state.playback != nil
    case .ended: state.runNow.end != nil || state.playback?.overview.scriptEnd != nil
    case .severalRuns: (state.playback?.overviews.count ?? 0) > 1
    case .detector: state.isDetector
    case .pages: !Panel.pages(in: state).isEmpty
    case .output: !state.output.lines.isEmpty
    }
  }

  /// The situation in a few words.
  var words: String {
    switch self {
    case .always: "always"
    case .live, .chain, .liveOrPlayback: "while training"
    case .values, .rows, .rowsOrPlayback: "while training, or with w"
    case .whatIf: "with w"
    case .playback: "once there is a run"
    case .ended: "after the end"
    case .severalRuns: "with several runs"
    case .detector: "with a detector"
    case .pages: "with a detector, histograms or texts"
    case .output: "with text that a program prints"
    }
  }

  /// The reason why the key does not work, and the condition under which that is true.
  func refusal(in state: DashboardState) -> (text: String, condition: Message.Condition) {
    switch self {
    case .chain where state.whatIf != nil:
      ("only parameters and switches can be tried", .always)
    case .always, .live, .chain, .values, .rows, .liveOrPlayback, .rowsOrPlayback:
      (state.whyNotLive, .notSteerable)
    case .whatIf: ("w tries callbacks; then this changes the metric that they watch", .always)
    case .severalRuns where state.playback != nil: ("there is only one run", .always)
    case .playback, .severalRuns:
      (state.whyNotLive, .notSteerable)
    case .ended: ("the run has not ended", .always)
    case .detector: ("this run has no detector to look at", .always)
    case .pages where state.hasOnlySummaries: ("the log has nothing else to show", .always)
    case .pages where state.isSteered:
      ("nothing to look at yet: images and curves come with an evaluation", .always)
    case .pages: ("this run has neither a detector nor histograms, texts or curves", .always)
    case .output where state.playback == nil: ("the program has printed nothing", .always)
    case .output: ("only what a script or a pipe prints is shown here", .always)
    }
  }
}
