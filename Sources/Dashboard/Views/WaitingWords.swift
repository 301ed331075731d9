internal import Cells
internal import Charts
internal import RunModel

/// What happens at the end of the epoch because somebody asked for it: in the header until it does, or is taken back.
struct WaitingWords {
  let state: DashboardState
  let symbols: Symbols

  /// Writes it behind the status, shorter where there is little room.
  ///
  /// - Returns: the columns used, with those before what follows; 0 when nothing waits.
  func draw(from start: Int, in rect: Rect, on grid: inout CellGrid) -> Int {
    guard let waiting = state.waitingCommand else { return 0 }
    let words = "\(symbols.separator) \(waiting.words)"
    let whole = "\(words) (\(waiting.key) takes it back)"
    let isShort = start + whole.cellWidth > rect.maxX - 1
    return grid.write(
      isShort ? words : whole, at: start, rect.y, state.theme.style(.warning, .bold)) + 1
  }
}
