internal import Alarms
internal import Cells
internal import Charts
internal import RunDisplay
internal import Themes

/// The second row while there are alarms: the newest one, how many more, and the key that
/// acknowledges them.
struct AlarmLine {
  let state: DashboardState
  let symbols: Symbols

  func draw(in rect: Rect, on grid: inout CellGrid) {
    guard let alarm = state.alarms.open.last else { return }
    let theme = state.theme
    let others = state.alarms.open.count - 1
    let row = KeyTable.bindings(in: state).first { $0.name == "acknowledge" }
    let key = row?.label(symbols) ?? ""
    let end = "\(others > 0 ? "and \(others) more  " : "")\(key) seen"
    let endX = rect.maxX - 1
    grid.writeTrailing(end, endingAt: endX, rect.y, theme.style(.dim))
    var x = rect.x + 1
    grid.put(symbols.warning, at: x, rect.y, theme.style(.bad, .bold))
    x += 2
    let room = endX - end.cellWidth - 2 - x
    grid.write(
      alarm.text.sanitized.cutBehindWord(to: max(0, room), ellipsis: symbols.ellipsis), at: x,
      rect.y, theme.style(.bad, .bold))
  }
}
