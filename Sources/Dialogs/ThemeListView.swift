package import Cells
package import Charts
package import Themes

/// The list of themes, each with some of its colours, while one is chosen.
package struct ThemeListView {
  /// A row of the list.
  package struct Row {
    /// The name that is typed.
    package var name: String
    /// The theme; nil for the name by which the terminal's background decides.
    package var theme: Theme?

    /// Creates a row.
    package init(_ name: String, _ theme: Theme?) { (self.name, self.theme) = (name, theme) }
  }

  private let rows: [Row]
  /// The index of the row that is walked to; nil while none is.
  private let chosen: Int?
  /// The name of the theme in use.
  private let inUse: String
  private let theme: Theme
  private let symbols: Symbols

  /// Creates a list.
  package init(_ rows: [Row], chosen: Int?, inUse: String, theme: Theme, symbols: Symbols) {
    (self.rows, self.chosen, self.inUse) = (rows, chosen, inUse)
    (self.theme, self.symbols) = (theme, symbols)
  }

  private static let mostRows = 14
  private static let roles: [Theme.Role] = [
    .text, .train, .validation, .learningRate, .best, .warning, .bad,
  ]

  /// The columns of the names.
  private var nameWidth: Int { min(24, rows.map { $0.name.sanitized.cellWidth }.max() ?? 0) }

  /// The frame in the lower right corner, beside the curves; nil where it has no room.
  private func box(in body: Rect) -> Rect? {
    let width = min(body.width, max(nameWidth + 29, 24))
    let height = min(body.height, min(max(1, rows.count), Self.mostRows) + 2)
    guard width > 12, height > 2 else { return nil }
    return Rect(x: body.maxX - width, y: body.maxY - height, width: width, height: height)
  }

  /// The index of the first row that is shown in a number of rows.
  private func first(of height: Int) -> Int {
    let row = chosen ?? rows.firstIndex { $0.name == inUse } ?? 0
    return max(0, min(row - height / 2, rows.count - height))
  }

  /// The index of the row in a cell of the screen; nil for none.
  package func row(at column: Int, _ row: Int, in body: Rect) -> Int? {
    guard let inside = box(in: body)?.inset(left: 1, top: 1, right: 1, bottom: 1),
      inside.contains(column: column, row: row)
    else { return nil }
    let index = first(of: inside.height) + row - inside.y
    return rows.indices.contains(index) ? index : nil
  }

  /// Draws the list.
  package func draw(in body: Rect, on grid: inout CellGrid) {
    let name = nameWidth
    guard let box = box(in: body) else { return }
    let inside = DialogFrame(title: "themes", theme: theme, symbols: symbols).draw(
      in: box, on: &grid)
    if rows.isEmpty {
      grid.write(
        "no theme has this name", at: inside.x + 1, inside.y, theme.style(.dim),
        limit: inside.width - 1)
    }
    let first = first(of: inside.height)
    for (offset, row) in rows.dropFirst(first).prefix(inside.height).enumerated() {
      draw(
        row, isChosen: chosen == first + offset, at: inside.y + offset, in: inside, name, on: &grid)
    }
    if rows.count > inside.height {
      grid.writeTrailing(
        " \(rows.count) ", endingAt: box.maxX - 2, box.y, theme.style(.dim))
    }
  }

  private func draw(
    _ row: Row, isChosen: Bool, at y: Int, in inside: Rect, _ name: Int, on grid: inout CellGrid
  ) {
    if isChosen {
      let ground = theme.color(.selection)
      grid.restyle(Rect(x: inside.x, y: y, width: inside.width, height: 1)) { $0.on(ground) }
      grid.put(symbols.pointer, at: inside.x, y, theme.style(.edit, .bold))
    }
    if row.name == inUse { grid.put(symbols.live, at: inside.x + 1, y, theme.style(.good)) }
    grid.write(
      row.name.sanitized.truncated(to: name, ellipsis: symbols.ellipsis), at: inside.x + 3, y,
      theme.style(isChosen ? .strong : .text, isChosen ? .bold : []))
    var x = inside.x + 3 + name + 2
    guard let own = row.theme else {
      grid.write(
        "as the terminal is".cutBehindWord(
          to: max(0, inside.maxX - x), ellipsis: symbols.ellipsis), at: x, y, theme.style(.dim))
      return
    }
    let ground = own.color(.background)
    for role in Self.roles where x + 2 < inside.maxX {
      grid.put(" ", at: x, y, Style(on: ground))
      grid.put(symbols.point, at: x + 1, y, own.style(role).on(ground))
      x += 2
    }
    if x < inside.maxX { grid.put(" ", at: x, y, Style(on: ground)) }
    let word = own.isLight ? "light" : "dark"
    if x + 2 + word.cellWidth <= inside.maxX { grid.write(word, at: x + 2, y, theme.style(.dim)) }
  }
}
