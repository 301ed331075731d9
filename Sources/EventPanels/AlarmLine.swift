package import Alarms
package import Cells
package import Charts
internal import RunDisplay
package import RunModel
package import Themes

/// An alarm in one row, with how many more there are and the key that acknowledges it.
package struct AlarmLine {
  private let alarm: Alarm
  private let others: Int
  private let key: String
  private let history: RunHistory
  private let theme: Theme
  private let symbols: Symbols

  /// Creates the row.
  ///
  /// - Parameters:
  ///   - others: The number of other alarms.
  ///   - key: The key that acknowledges it.
  ///   - history: The run, for what comes beside an alarm of little harm.
  package init(
    _ alarm: Alarm, others: Int, key: String, history: RunHistory, theme: Theme, symbols: Symbols
  ) {
    (self.alarm, self.others, self.key, self.history) = (alarm, others, key, history)
    (self.theme, self.symbols) = (theme, symbols)
  }

  private var role: Theme.Role { alarm.kind.isSerious ? .bad : .warning }

  /// Draws the alarm in a few words at the end of a row, or only its sign.
  package func drawBriefly(in rect: Rect, on grid: inout CellGrid) {
    let text = "\(symbols.warning) \(alarm.brief.sanitized)"
    let fits = text.cellWidth + 2 <= rect.width
    grid.writeTrailing(
      fits ? text : "\(symbols.warning)", endingAt: rect.maxX - 1, rect.y, theme.style(role, .bold))
  }

  /// Draws the row.
  package func draw(in rect: Rect, on grid: inout CellGrid) {
    let end = "\(others > 0 ? "and \(others) more  " : "")\(keyWords)"
    let endX = rect.maxX - 1
    grid.writeTrailing(end, endingAt: endX, rect.y, theme.style(.dim))
    var x = rect.x + 1
    grid.put(symbols.warning, at: x, rect.y, theme.style(role, .bold))
    x += 2
    let room = endX - end.cellWidth - 2 - x
    let style = theme.style(role, .bold)
    guard let (text, next) = shared(columns: room) else {
      let text = alarm.text.sanitized.cutBehindWord(to: max(0, room), ellipsis: symbols.ellipsis)
      grid.write(text, at: x, rect.y, style)
      return
    }
    x += grid.write(text, at: x, rect.y, style)
    for (text, style) in next { x += grid.write(text, at: x, rect.y, style) }
  }

  private var keyWords: String { "\(key) hides it" }

  /// True for a cell of the screen in which the key stands with its words.
  package func isKey(at column: Int, _ row: Int, in rect: Rect) -> Bool {
    row == rect.y && (rect.maxX - 1 - keyWords.cellWidth..<rect.maxX - 1).contains(column)
  }

  /// The first wording of an alarm of little harm beside which there is room for the coming stop, with
  /// the longest wording of that; nil where there is none.
  private func shared(columns: Int) -> (text: String, next: [PanelFrame.Piece])? {
    guard !alarm.kind.isSerious else { return nil }
    let line = NextStepsLine(history: history, theme: theme, symbols: symbols)
    let separator = (" \(symbols.separator) ", theme.style(.quiet))
    for text in [alarm.text.sanitized, alarm.brief.sanitized] {
      for pieces in line.stopWordings.map({ [separator] + $0 })
      where text.cellWidth + pieces.reduce(0, { $0 + $1.0.cellWidth }) <= columns {
        return (text, pieces)
      }
    }
    return nil
  }
}
