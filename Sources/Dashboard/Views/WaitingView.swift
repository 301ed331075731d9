internal import Cells
internal import Charts
internal import Dialogs
internal import Playbacks
internal import RunModel
internal import Themes

/// The screen before there is a run to show: what it is waiting for, how long, and what happens
/// next.
struct WaitingView {
  let state: DashboardState
  let symbols: Symbols

  func draw(in rect: Rect, on grid: inout CellGrid) {
    let since = MetricFormat.duration(max(0, state.now - state.waitingSince))
    let (what, then) = reasons
    LabelledParagraphs(
      [("now", what.sanitized, .strong), ("for", since, .text), ("then", then, .dim)],
      theme: state.theme
    ).draw(in: rect, on: &grid)
  }

  /// The thing that is waited for, and what happens next.
  private var reasons: (what: String, then: String) {
    guard state.subject != .ownRun else {
      return (
        state.waitingFor ?? "preparing data and network",
        "training starts automatically; q quits"
      )
    }
    if let overview = state.playback?.overview {
      return overview.progress == nil
        ? (
          "\(overview.name): its trainer has written nothing yet", "the run appears here; q quits"
        )
        : ("\(overview.name) is being read", "the run appears here")
    }
    return (
      state.waitingFor ?? "the log has no numbers yet",
      "curves appear here as they are written; q quits"
    )
  }
}

extension DashboardState {
  /// True when nothing has been heard of the run, now or at any moment of it.
  var isWaiting: Bool {
    history.status == .waiting && (playback.map { $0.overview.whole.status == .waiting } ?? true)
  }
}
