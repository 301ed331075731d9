package import Cells
package import Charts
internal import EventLists
internal import RunDisplay
internal import RunModel
internal import Themes

/// The newest important event of the last epochs, on the lower border of another panel where the list of
/// events has no room: `╰─ 9 ▼ rate 0.001 → 0.0002 ─╯`.
package struct EventHeadline {
  private let scene: EventScene
  private let symbols: Symbols

  /// Creates the headline of a scene.
  package init(scene: EventScene, symbols: Symbols) {
    self.scene = scene
    self.symbols = symbols
  }

  /// Draws the headline; nothing for a run without important events.
  package func draw(onBorderOf rect: Rect, on grid: inout CellGrid) {
    let room = rect.width - 6
    let news = scene.allRows.filter { $0.mark == .end || scene.isNews($0.x) }
    guard rect.height >= 2, room >= 16, let row = EventRow.headline(of: news), let mark = row.mark
    else { return }
    let theme = scene.theme
    let y = rect.maxY - 1
    var x = rect.x + 2
    x += grid.write(" \(scene.position(row.x)) ", at: x, y, theme.style(.quiet))
    grid.put(mark.symbol(symbols), at: x, y, theme.style(mark.role, .bold))
    let width = rect.maxX - x - 5
    // A text that is too long loses what stands behind its first part.
    let whole = EventText.headline(of: row.text, mark, width: width)
    let shorter = mark == .end ? scene.history.endWordings : []
    let text =
      ([whole] + shorter).first { $0.cellWidth <= width }
      ?? String(whole.prefix { $0 != ";" })
    grid.write(
      " \(text.cutBehindWord(to: width, ellipsis: symbols.ellipsis)) ", at: x + 1, y,
      theme.style(.text))
  }
}
