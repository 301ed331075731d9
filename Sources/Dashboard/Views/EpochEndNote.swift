internal import Cells
internal import Charts
internal import RunModel
internal import Themes

/// A stop or pause that waits for the end of the epoch, in the header until it happens or is
/// cancelled.
struct EpochEndNote {
  let state: DashboardState
  let symbols: Symbols

  /// Writes the note behind the status, shorter where there is little room.
  ///
  /// - Returns: The columns used, with one blank behind it; 0 when nothing waits.
  func draw(from start: Int, in rect: Rect, on grid: inout CellGrid) -> Int {
    let waiting = state.waitingCommands
    guard let first = waiting.first else { return 0 }
    let isOne = waiting.count == 1
    let words =
      "\(symbols.separator) \(isOne ? first.words(in: state.runNow) : "stop and pause after this epoch")"
    let keys = waiting.map(state.key(of:)).joined(separator: ", ")
    let whole = words + (isOne ? " (\(keys) cancels it)" : " (\(keys) cancel them)")
    let isShort = start + whole.cellWidth > rect.maxX - 1
    return grid.write(
      isShort ? words : whole, at: start, rect.y, state.theme.style(.warning, .bold)) + 1
  }
}
