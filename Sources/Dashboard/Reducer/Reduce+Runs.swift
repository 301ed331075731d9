internal import ChartPanels
internal import Playbacks
internal import RunComparison

/// The table of runs.
extension DashboardState {
  /// True when several runs are shown.
  var hasSeveralRuns: Bool { (playback?.overviews.count ?? 0) > 1 }

  /// Chooses a run further down in the table, or up for a negative number.
  mutating func chooseRunRow(by steps: Int) {
    guard let playback else { return }
    let rows = runs.table(of: chartScene.comparedRuns).rows
    guard !rows.isEmpty else { return }
    let row = rows.firstIndex { $0.number == playback.chosen }.map { $0 + steps } ?? 0
    chooseRun(rows[max(0, min(rows.count - 1, row))].number)
  }

  /// Hides the chosen run, or shows it again, and goes on to the next one.
  mutating func toggleRun() {
    guard let playback else { return }
    runs.toggle(playback.overview.name)
    chooseRunRow(by: 1)
    leaveOutRuns()
  }

  /// Begins to type a condition for runs.
  mutating func startRunFilter() {
    focus.full = nil
    focus.give(to: .runs)
    mode = .typing(TextInput(.runFilter, pattern: runs.filter))
  }

  /// Shows only the runs that meet a condition, all for an empty one, and chooses one of them.
  mutating func filterRuns(by text: String) {
    runs.filter(by: text)
    leaveOutRuns()
    let rows = runs.table(of: chartScene.comparedRuns).rows
    if let first = rows.first, !rows.contains(where: { $0.number == playback?.chosen }) {
      chooseRun(first.number)
    }
  }

  /// Draws no curves of runs that are hidden or do not meet the condition.
  mutating func leaveOutRuns() {
    guard hasSeveralRuns else { return }
    let isPlain = runs.hidden.isEmpty && runs.filter.isEmpty
    let leftOut = isPlain ? [] : runs.leftOut(of: chartScene.comparedRuns)
    playback?.leaveOut(leftOut)
  }
}
