package import Cells
package import Charts
package import Playbacks
package import RunModel
package import Themes

/// The badge in the header while an earlier moment of a growing run is shown: `looking at epoch 12 ·
/// End = now`.
package struct PastBadge {
  private let playback: Playback
  private let history: RunHistory
  private let theme: Theme
  private let symbols: Symbols

  /// Creates the badge of a moment; nil where it is the present, or the run no longer grows.
  package init?(_ playback: Playback?, _ history: RunHistory, theme: Theme, symbols: Symbols) {
    guard let playback, playback.isLookingBack else { return nil }
    (self.playback, self.history, self.theme, self.symbols) = (playback, history, theme, symbols)
  }

  /// Writes the badge, shorter where there is little room.
  ///
  /// - Returns: The columns used, with two blanks behind it.
  package func draw(from start: Int, in rect: Rect, on grid: inout CellGrid) -> Int {
    let position = ShownPosition(playback, history).words
    let end = "\(symbols.separator) End = now "
    let sign = playback.isPlaying ? "\(symbols.play) " : ""
    let forms = [" \(sign)looking at \(position) \(end)", " \(sign)\(position) \(end)"]
    let text = forms.first { start + $0.cellWidth < rect.maxX } ?? forms[1]
    return grid.write(
      text, at: start, rect.y, theme.style(.warning, [.bold, .reverse]),
      limit: max(0, rect.maxX - start)) + 2
  }
}

extension Playback {
  /// True when an earlier moment of a run that may still grow is shown.
  package var isLookingBack: Bool { overview.isLive && overview.progress == nil && !isAtEnd }
}
