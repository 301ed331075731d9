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
    let waiting = state.waitingCommands
    guard let first = waiting.first else { return 0 }
    let isOne = waiting.count == 1
    let words = "\(symbols.separator) \(isOne ? first.words : "stop and pause after this epoch")"
    let keys = waiting.map(\.key).joined(separator: ", ")
    let whole = words + (isOne ? " (\(keys) takes it back)" : " (\(keys) take them back)")
    let isShort = start + whole.cellWidth > rect.maxX - 1
    return grid.write(
      isShort ? words : whole, at: start, rect.y, state.theme.style(.warning, .bold)) + 1
  }
}
