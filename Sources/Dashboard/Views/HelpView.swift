internal import Cells
internal import Charts
internal import Themes

/// The list of keys and signs over the body of the screen.
struct HelpView {
  let state: DashboardState
  let symbols: Symbols

  func draw(in rect: Rect, on grid: inout CellGrid) {
    let theme = state.theme
    let rows = KeyTable.bindings(in: state).filter { !$0.help.isEmpty }.map { binding in
      (symbols.dots == .ascii ? binding.plainLabel : binding.label, binding.help)
    }
    let columnWidth = 8 + (rows.map { $0.1.cellWidth }.max() ?? 0)
    let columns = rect.height - 5 < rows.count || rect.width >= 2 * columnWidth + 6 ? 2 : 1
    let perColumn = (rows.count + columns - 1) / columns
    let width = max(columns * (columnWidth + 2) + 2, signsWidth(gap: 2) + 4)
    let box = DialogFrame.centred(Size(width, perColumn + 4), in: rect)
    let inside = DialogFrame(
      title: "keys \(symbols.separator) / searches", state: state, symbols: symbols
    ).draw(in: box, on: &grid)
    let each = inside.width / columns
    for (index, row) in rows.enumerated() {
      let x = inside.x + 1 + index / perColumn * each
      let y = inside.y + index % perColumn
      guard y < inside.maxY else { continue }
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
