internal import Cells
internal import Charts
internal import Playbacks
internal import RunDisplay
internal import RunModel
internal import Themes

/// The badge in the header while an earlier moment of a growing run is shown: `looking at epoch 12 ·
/// End = now`.
struct PastBadge {
  let state: DashboardState
  let symbols: Symbols

  /// Writes the badge, shorter where there is little room.
  ///
  /// - Returns: The columns used, with two blanks behind it; 0 when the present is shown.
  func draw(from start: Int, in rect: Rect, on grid: inout CellGrid) -> Int {
    guard state.isLookingBack, let playback = state.playback else { return 0 }
    let position = ShownPosition(playback, state.history).words
    let end = "\(symbols.separator) End = now "
    let sign = playback.isPlaying ? "\(symbols.play) " : ""
    let forms = [" \(sign)looking at \(position) \(end)", " \(sign)\(position) \(end)"]
    let text = forms.first { start + $0.cellWidth < rect.maxX } ?? forms[1]
    return grid.write(
      text, at: start, rect.y, state.theme.style(.warning, [.bold, .reverse]),
      limit: max(0, rect.maxX - start)) + 2
  }
}

extension DashboardState {
  /// True when an earlier moment of a run that may still grow is shown.
  var isLookingBack: Bool {
    guard let playback, playback.overview.isLive, playback.overview.progress == nil else {
      return false
    }
    return !playback.isAtEnd
  }
}
