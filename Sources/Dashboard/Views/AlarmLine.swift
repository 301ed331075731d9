internal import Alarms
internal import Cells
internal import Charts
internal import RunDisplay
internal import Themes

/// The second row while there are alarms: the newest of the serious ones, else of all, how many
/// more, and the key that acknowledges them.
struct AlarmLine {
  let state: DashboardState
  let symbols: Symbols

  func draw(in rect: Rect, on grid: inout CellGrid) {
    let open = state.alarms.open
    guard let alarm = open.last(where: \.kind.isSerious) ?? open.last else { return }
    let theme = state.theme
    let role: Theme.Role = alarm.kind.isSerious ? .bad : .warning
    let others = open.count - 1
    let row = KeyTable.bindings(in: state).first { $0.name == "acknowledge" }
    let key = row?.label(symbols) ?? ""
    let end = "\(others > 0 ? "and \(others) more  " : "")\(key) hides it"
    let endX = rect.maxX - 1
    grid.writeTrailing(end, endingAt: endX, rect.y, theme.style(.dim))
    var x = rect.x + 1
    grid.put(symbols.warning, at: x, rect.y, theme.style(role, .bold))
    x += 2
    let room = endX - end.cellWidth - 2 - x
    let used = grid.write(
      alarm.text.sanitized.cutBehindWord(to: max(0, room), ellipsis: symbols.ellipsis), at: x,
      rect.y, theme.style(role, .bold))
    if !alarm.kind.isSerious { drawNext(at: x + used, columns: room - used, rect.y, on: &grid) }
  }

  /// Writes after how many epochs training would stop, where there is room beside an alarm.
  private func drawNext(at start: Int, columns: Int, _ y: Int, on grid: inout CellGrid) {
    let line = NextStepsLine(history: state.runNow, theme: state.theme, symbols: symbols)
    let pieces = [(" \(symbols.separator) ", state.theme.style(.quiet))] + line.pieces.prefix(2)
    guard pieces.count == 3, pieces.reduce(0, { $0 + $1.0.cellWidth }) <= columns else { return }
    var x = start
    for (text, style) in pieces { x += grid.write(text, at: x, y, style) }
  }
}
