package import Cells
package import Charts
package import CommandEntry
package import Themes

/// The list of what a typed command may become, above the line.
package struct CommandMenuView {
  private let matches: [CommandMenu.Match]
  /// The index of the one that is walked to; nil while the line is as it was typed.
  private let chosen: Int?
  private let theme: Theme
  private let symbols: Symbols

  private static let mostRows = 10
  /// The fewest columns of helps beside names.
  private static let leastHelp = 28
  /// The fewest columns to which a form is cut.
  private static let leastForm = 12

  /// Creates the list for a line.
  package init(_ menu: CommandMenu, for line: EntryLine, theme: Theme, symbols: Symbols) {
    matches = menu.matches(for: line.sought)
    chosen = line.walked
    (self.theme, self.symbols) = (theme, symbols)
  }

  /// The rows of the list at the bottom of the body.
  private struct Frame {
    /// The index of the first match that is shown.
    let first: Int
    /// The cells of all rows.
    let box: Rect
    /// The column of the helps, counted from the left of the box.
    let column: Int
    /// True where the names take the whole width, without help beside them.
    let isNarrow: Bool
    /// The words about the matches without a row.
    let more: String
  }

  private func frame(in body: Rect) -> Frame? {
    let rows = min(matches.count, Self.mostRows, max(0, body.height - 2))
    guard rows > 0, body.width > 8 else { return nil }
    // The walked one stays visible.
    let first = max(0, min((chosen ?? 0) - rows / 2, matches.count - rows))
    let shown = matches[first..<first + rows]
    let names = shown.map { $0.line.sanitized.cellWidth + $0.form.cellWidth + 1 }
    let isNarrow = body.width / 2 < Self.leastHelp
    let column = min(isNarrow ? body.width : body.width / 2, (names.max() ?? 0) + 3)
    let helps = isNarrow ? 0 : shown.map(\.help.cellWidth).max() ?? 0
    let width = min(body.width, max(column + helps + 2, 24))
    let hidden = matches.count - rows
    return Frame(
      first: first, box: Rect(x: body.x, y: body.maxY - rows, width: width, height: rows),
      column: column, isNarrow: isNarrow, more: hidden > 0 ? " \(hidden) more " : "")
  }

  /// The index of the match in a cell of the screen; nil for none.
  package func match(at column: Int, _ row: Int, in body: Rect) -> Int? {
    guard let frame = frame(in: body), frame.box.contains(column: column, row: row) else {
      return nil
    }
    return frame.first + row - frame.box.y
  }

  /// Draws the list at the bottom of the body.
  package func draw(in body: Rect, on grid: inout CellGrid) {
    guard let frame = frame(in: body) else { return }
    let (column, isNarrow, more) = (frame.column, frame.isNarrow, frame.more)
    let (width, rows, top) = (frame.box.width, frame.box.height, frame.box.y)
    let ground = theme.color(.selection)
    // Without colours, a line stands between the list and what is above it.
    if symbols.hasPatterns {
      for x in body.x..<body.x + width {
        grid.put(symbols.across, at: x, top - 1, theme.style(.quiet))
      }
    }
    for (row, match) in matches[frame.first..<frame.first + rows].enumerated() {
      let isChosen = chosen == frame.first + row
      let y = top + row
      let box = Rect(x: body.x, y: y, width: width, height: 1)
      grid.fill(box, with: Cell(" ", theme.style(.text).on(ground)))
      if isChosen { grid.put(symbols.pointer, at: body.x, y, theme.style(.edit, .bold).on(ground)) }
      let name = theme.style(isChosen ? .edit : .strong, isChosen ? [.bold] : []).on(ground)
      var x = body.x + 1
      // The number of the others stands at the end of the last row.
      let taken = row == rows - 1 ? more.cellWidth : 0
      let limit = column - (isNarrow ? taken : 0)
      x += grid.write(
        match.line.sanitized.truncated(to: max(0, limit - 2), ellipsis: symbols.ellipsis), at: x, y,
        name)
      let gap = match.line.hasSuffix(" ") ? 0 : 1
      let form = body.x + limit - x - gap - 1
      if form >= min(match.form.cellWidth, Self.leastForm) {
        grid.write(
          match.form.cutBehindWord(to: form, ellipsis: symbols.ellipsis), at: x + gap, y,
          theme.style(.dim).on(ground))
      }
      if isNarrow { continue }
      let room = width - column - 1 - taken
      grid.write(
        match.help.sanitized.cutBehindWord(to: max(0, room), ellipsis: symbols.ellipsis),
        at: body.x + column, y, theme.style(.dim).on(ground))
    }
    grid.writeTrailing(
      more, endingAt: body.x + width, body.maxY - 1, theme.style(.warning).on(ground))
  }
}
