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
    guard let alarm = state.alarms.shown else { return }
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
    let style = theme.style(role, .bold)
    guard let (text, next) = shared(alarm, columns: room) else {
      let text = alarm.text.sanitized.cutBehindWord(to: max(0, room), ellipsis: symbols.ellipsis)
      grid.write(text, at: x, rect.y, style)
      return
    }
    x += grid.write(text, at: x, rect.y, style)
    for (text, style) in next { x += grid.write(text, at: x, rect.y, style) }
  }

  /// The first wording of an alarm of little harm beside which there is room for the coming stop, with
  /// the longest wording of that; nil where there is none.
  private func shared(
    _ alarm: Alarm, columns: Int
  ) -> (text: String, next: [PanelFrame.Piece])? {
    guard !alarm.kind.isSerious else { return nil }
    let line = NextStepsLine(history: state.runNow, theme: state.theme, symbols: symbols)
    let separator = (" \(symbols.separator) ", state.theme.style(.quiet))
    for text in [alarm.text.sanitized, alarm.brief.sanitized] {
      for pieces in line.stopWordings.map({ [separator] + $0 })
      where text.cellWidth + pieces.reduce(0, { $0 + $1.0.cellWidth }) <= columns {
        return (text, pieces)
      }
    }
    return nil
  }
}
