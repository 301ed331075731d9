package import Cells
package import Charts
package import RunModel
package import Themes

/// A stop or pause that waits for the end of the epoch, in the header until it happens or is
/// cancelled.
package struct EpochEndNote {
  private let waiting: [(command: WaitingCommand, key: String)]
  private let run: RunHistory
  private let theme: Theme
  private let symbols: Symbols

  /// Creates the note.
  ///
  /// - Parameter waiting: What waits, with the key that cancels it.
  package init(
    _ waiting: [(command: WaitingCommand, key: String)], in run: RunHistory, theme: Theme,
    symbols: Symbols
  ) {
    (self.waiting, self.run, self.theme, self.symbols) = (waiting, run, theme, symbols)
  }

  /// Writes the note behind the status, shorter where there is little room.
  ///
  /// - Returns: The columns used, with one blank behind it; 0 when nothing waits.
  package func draw(from start: Int, in rect: Rect, on grid: inout CellGrid) -> Int {
    guard let first = waiting.first?.command else { return 0 }
    let isOne = waiting.count == 1
    let words =
      "\(symbols.separator) \(isOne ? first.words(in: run) : "stop and pause after this epoch")"
    let keys = waiting.map(\.key).joined(separator: ", ")
    let whole = words + (isOne ? " (\(keys) cancels it)" : " (\(keys) cancel them)")
    let isShort = start + whole.cellWidth > rect.maxX - 1
    return grid.write(
      isShort ? words : whole, at: start, rect.y, theme.style(.warning, .bold)) + 1
  }
}
