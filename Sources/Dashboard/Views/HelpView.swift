internal import Cells
internal import Charts
internal import RunDisplay
internal import Themes

/// The list of keys and signs over the body of the screen.
struct HelpView {
  let state: DashboardState
  let symbols: Symbols

  /// The keys and what they do.
  private var rows: [(label: String, help: String)] {
    KeyTable.bindings(in: state).filter { !$0.help.isEmpty }.map { binding in
      (symbols.dots == .ascii ? binding.plainLabel : binding.label, binding.help)
    }
  }

  /// The columns of a key with its help.
  private func columnWidth(_ rows: [(label: String, help: String)]) -> Int {
    8 + (rows.map { $0.help.cellWidth }.max() ?? 0)
  }

  /// The number of columns of keys; two only where no help of usual length is cut.
  private func columns(_ rows: [(label: String, help: String)], in rect: Rect) -> Int {
    let two = 2 * min(columnWidth(rows), 39)
    let isLong = rect.height - 5 < rows.count
    return rect.width >= two + (isLong ? 2 : 6) ? 2 : 1
  }

  /// The number of rows by which the list is too long for a rectangle.
  func overflow(in rect: Rect) -> Int {
    let rows = rows
    let columns = columns(rows, in: rect)
    return max(0, (rows.count + columns - 1) / columns - (rect.height - 2))
  }

  func draw(in rect: Rect, on grid: inout CellGrid) {
    let theme = state.theme
    let rows = rows
    let columns = columns(rows, in: rect)
    let perColumn = (rows.count + columns - 1) / columns
    let width = max(columns * (columnWidth(rows) + 2) + 2, signsWidth(gap: 2) + 4)
    let box = DialogFrame.centred(Size(width, perColumn + 4), in: rect)
    let overflow = overflow(in: rect)
    let scrolls = overflow > 0 ? " \(symbols.separator) PgDn scrolls" : ""
    let inside = DialogFrame(
      title: "keys \(symbols.separator) / searches\(scrolls)", theme: theme, symbols: symbols
    ).draw(in: box, on: &grid)
    let each = inside.width / columns
    let first = min(state.helpRow, overflow)
    for (index, row) in rows.enumerated() {
      let x = inside.x + 1 + index / perColumn * each
      let y = inside.y + index % perColumn - first
      guard y >= inside.y, y < inside.maxY else { continue }
      let used = max(6, grid.write(row.0, at: x, y, theme.style(.strong, .bold)) + 1)
      grid.write(
        row.1.truncated(to: each - used - 2, ellipsis: symbols.ellipsis), at: x + used, y,
        theme.style(.text))
    }
    // The keys are more important when there is no room for both.
    if perColumn < inside.height { drawSigns(in: inside, on: &grid) }
  }

  /// The signs of events, the most frequent first.
  private var signs: [(Unicode.Scalar, String, Theme.Role)] {
    [
      (symbols.star, "best", .best), (symbols.cut, "rate cut", .learningRate),
      (symbols.schedule, "schedule", .learningRate),
      (symbols.disk, "saved", .good), (symbols.edit, "changed", .edit),
      (symbols.pause, "paused", .warning), (symbols.stop, "end", .strong),
      (symbols.warning, "warning", .warning),
    ]
  }

  /// The columns of all signs and their words.
  private func signsWidth(gap: Int) -> Int {
    signs.reduce(-gap) { $0 + 2 + $1.1.cellWidth + gap }
  }

  private func drawSigns(in inside: Rect, on grid: inout CellGrid) {
    let theme = state.theme
    // A narrow box narrows the gaps before it leaves a sign out.
    let gap = signsWidth(gap: 2) <= inside.width - 2 ? 2 : 1
    var x = inside.x + 1
    for (sign, word, role) in signs where x + 2 + word.cellWidth <= inside.maxX {
      grid.put(sign, at: x, inside.maxY - 1, theme.style(role, .bold))
      x += 2 + grid.write(word, at: x + 2, inside.maxY - 1, theme.style(.dim)) + gap
    }
  }
}
