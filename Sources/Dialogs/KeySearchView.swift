package import Cells
package import Charts
package import Themes

/// The keys and commands that a searched text names, over the body of the screen.
package struct KeySearchView {
  private let text: String
  private let rows: [KeyListView.Row]
  private let theme: Theme
  private let symbols: Symbols

  /// Creates the list of what was found.
  package init(
    _ text: String, found rows: [KeyListView.Row], theme: Theme, symbols: Symbols
  ) {
    (self.text, self.rows, self.theme, self.symbols) = (text, rows, theme, symbols)
  }

  /// Draws the text and the list below it.
  package func draw(in rect: Rect, on grid: inout CellGrid) {
    let column = min(rect.width / 2, (rows.map(\.label.cellWidth).max() ?? 0) + 2)
    let box = DialogFrame.centred(Size(min(rect.width, 76), rect.height), in: rect)
    let inside = DialogFrame(title: "keys and commands", theme: theme, symbols: symbols)
      .draw(in: box, on: &grid)
    var x = inside.x + 1
    x += grid.write("/", at: x, inside.y, theme.style(.edit, .bold))
    x += grid.write(
      text.sanitized, at: x, inside.y, theme.style(.strong), limit: max(0, inside.width - 4))
    grid.put(" ", at: x, inside.y, theme.style(.strong, .reverse))
    let room = max(0, inside.height - 2)
    let shown = rows.count > room ? room - 1 : rows.count
    for (index, row) in rows.prefix(max(0, shown)).enumerated() {
      let y = inside.y + 2 + index
      grid.write(
        row.label.truncated(to: column - 1, ellipsis: symbols.ellipsis), at: inside.x + 1, y,
        theme.style(.strong, .bold))
      grid.write(
        row.help.truncated(to: max(0, inside.width - column - 2), ellipsis: symbols.ellipsis),
        at: inside.x + 1 + column, y, theme.style(.text))
    }
    if rows.isEmpty {
      grid.write("nothing found", at: inside.x + 1, inside.y + 2, theme.style(.dim))
    } else if shown < rows.count {
      grid.write(
        "\(rows.count - shown) more", at: inside.x + 1, inside.maxY - 1, theme.style(.dim))
    }
  }
}
