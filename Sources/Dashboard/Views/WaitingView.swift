internal import Cells
internal import Charts
internal import Playbacks
internal import RunModel
internal import Themes

/// The screen before there is a run to show: what it is waiting for, how long, and what happens
/// next.
struct WaitingView {
  let state: DashboardState
  let symbols: Symbols

  private static let widest = 76
  private static let labels = 6

  func draw(in rect: Rect, on grid: inout CellGrid) {
    let theme = state.theme
    let width = min(Self.widest, rect.width - 4)
    guard width > Self.labels + 8, rect.height > 0 else { return }
    var rows: [(label: String, text: String, style: Style)] = []
    for (label, text, role) in paragraphs {
      let lines = text.wrapped(to: width - Self.labels)
      for (number, line) in lines.enumerated() {
        rows.append((number == 0 ? label : "", line, theme.style(role)))
      }
    }
    // The block is centred as a whole, with its texts aligned.
    let widest = rows.map(\.text.cellWidth).max() ?? 0
    let x = rect.x + max(2, (rect.width - Self.labels - widest) / 2)
    let top = rect.y + max(0, (rect.height - rows.count) / 2)
    for (number, row) in rows.enumerated() where top + number < rect.maxY {
      grid.write(row.label, at: x, top + number, theme.style(.quiet))
      grid.write(row.text, at: x + Self.labels, top + number, row.style)
    }
  }

  private var paragraphs: [(label: String, text: String, role: Theme.Role)] {
    let since = MetricFormat.duration(max(0, state.now - state.waitingSince))
    let (what, then) = reasons
    return [
      ("now", what.sanitized, .strong), ("for", since, .text), ("then", then, .dim),
    ]
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
