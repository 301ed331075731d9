internal import Cells
internal import Charts
internal import Playbacks
internal import RunComparison
internal import RunDisplay
internal import RunModel
internal import Themes

/// The two rows at the top: the run and its progress, and what happens next.
struct HeaderView {
  let state: DashboardState
  let symbols: Symbols
  /// True when the ranks have no row of their own.
  var showsRanks = false

  func draw(in rect: Rect, on grid: inout CellGrid) {
    let theme = state.theme
    let row = rect.y
    let started = state.history.info?.name.sanitized ?? ""
    let title = state.playback?.overview.name.sanitized ?? (started.isEmpty ? "plateau" : started)
    let name = title.cutInTheMiddle(
      to: max(8, rect.width / (state.isPlayingBack ? 3 : 4)), ellipsis: symbols.ellipsis)
    var x = rect.x + 1
    if let playback = state.playback, state.hasSeveralRuns {
      let letter = playback.letter(playback.chosen)
      x +=
        grid.write(letter.text, at: x, row, Style(letter.color(theme), on: nil, [.bold, .reverse]))
        + 1
    }
    x += grid.write(name, at: x, row, theme.style(.strong, .bold))
    if state.hasSeveralRuns, let count = state.playback?.overviews.count, x < rect.width / 3 {
      x += grid.write(" of \(count) runs", at: x, row, theme.style(.dim))
    } else if state.history.origin == .events, !started.isEmpty, !title.contains(started),
      x + 1 + started.cellWidth < rect.width / 3
    {
      // The recipe or script, which the names of folders usually end with.
      x += grid.write(" \(started)", at: x, row, theme.style(.dim))
    }
    x += 2
    let standing = HeaderStanding(state, symbols)
    grid.put(standing.sign, at: x, row, theme.style(standing.role))
    x += 2
    x += grid.write(standing.word, at: x, row, theme.style(standing.role, .bold)) + 2
    let isZoomed = state.playback?.window != nil && !state.isWaiting
    for word in [state.isReadOnly ? "read-only" : "", isZoomed ? "zoomed" : ""] where word != "" {
      x += grid.write(word, at: x, row, theme.style(.dim)) + 2
    }
    let waiting = state.waitingCommands.map { (command: $0, key: state.key(of: $0)) }
    x += EpochEndNote(waiting, in: state.runNow, theme: theme, symbols: symbols)
      .draw(from: x - 1, in: rect, on: &grid)
    x +=
      PastBadge(state.playback, state.history, theme: theme, symbols: symbols)?
      .draw(from: x, in: rect, on: &grid) ?? 0
    HeaderProgress(state, standing)?.draw(from: x, in: rect, on: &grid, symbols: symbols)
    HeaderSummary(state: state, symbols: symbols, showsRanks: showsRanks).draw(
      in: Rect(x: rect.x, y: row + 1, width: rect.width, height: 1), on: &grid)
  }
}
