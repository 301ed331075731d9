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
    let width = min(rect.width, 100)
    let column = min(width * 2 / 5, Self.widest, (rows.map(\.label.cellWidth).max() ?? 0) + 2)
    let topics = rows.map { lines(of: $0, column, width - 4 - column) }
    let box = DialogFrame.centred(Size(width, rect.height), in: rect)
    let inside = DialogFrame(title: "keys and commands", theme: theme, symbols: symbols)
      .draw(in: box, on: &grid)
    var x = inside.x + 1
    x += grid.write("/", at: x, inside.y, theme.style(.edit, .bold))
    x += grid.write(
      text.sanitized, at: x, inside.y, theme.style(.strong), limit: max(0, inside.width - 4))
    grid.put(" ", at: x, inside.y, theme.style(.strong, .reverse))
    let all = topics.reduce(0) { $0 + $1.count }
    var y = inside.y + 2
    var shown = 0
    for lines in topics {
      // A row stays for the number of those that have no room.
      guard y + lines.count <= inside.maxY - (all > inside.height - 2 ? 1 : 0) else { break }
      for (label, help) in lines {
        grid.write(label, at: inside.x + 1, y, theme.style(.strong, .bold))
        grid.write(help, at: inside.x + 1 + column, y, theme.style(.text))
        y += 1
      }
      shown += 1
    }
    if rows.isEmpty {
      grid.write("nothing found", at: inside.x + 1, inside.y + 2, theme.style(.dim))
    } else if shown < rows.count {
      grid.write(
        "\(rows.count - shown) more; another word finds fewer", at: inside.x + 1, inside.maxY - 1,
        theme.style(.dim))
    }
  }

  /// The most columns of keys and names beside their helps.
  private static let widest = 26

  /// The lines of a key or command: its help beside it, or below a name that is too long for that.
  private func lines(of row: KeyListView.Row, _ column: Int, _ room: Int) -> [KeyListView.Row] {
    let help = row.help.wrapped(to: max(8, room))
    if row.label.cellWidth < column, let first = help.first {
      return [(row.label, first)] + help.dropFirst().map { ("", $0) }
    }
    let label = row.label.truncated(to: column + room, ellipsis: symbols.ellipsis)
    return [(label, "")] + help.map { ("", $0) }
  }
}
