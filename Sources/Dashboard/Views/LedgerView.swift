internal import Cells
internal import Charts
internal import RunModel

/// The list of what happened, in words, the newest at the bottom.
struct LedgerView {
  let state: DashboardState
  let symbols: Symbols

  func draw(in rect: Rect, on grid: inout CellGrid) {
    let theme = state.theme
    let offset = state.ledgerOffset
    let inside = PanelFrame(
      title: ("events", theme.style(.text, .bold)),
      remarks: offset > 0 ? [("\(offset) newer below", theme.style(.warning))] : [],
      style: theme.style(.quiet)
    ).draw(in: rect, on: &grid, symbols: symbols)
    guard inside.height > 0, inside.width > 16 else { return }
    let entries = state.history.entries.dropLast(offset)
    var bottom = inside.maxY
    for entry in entries.reversed() {
      let time = MetricFormat.duration(entry.time - (state.history.startTime ?? entry.time))
      let start = max(6, time.count) + 3
      let lines = Self.wrapped(entry.text.sanitized, to: inside.width - start - 1).prefix(6)
      let top = bottom - lines.count
      if top < inside.y, bottom < inside.maxY { break }
      let row = max(top, inside.y)
      grid.write(time.leftPadded(to: start - 3), at: inside.x, row, theme.style(.quiet))
      if let mark = entry.mark {
        grid.put(mark.symbol(symbols), at: inside.x + start - 2, row, theme.style(mark.role, .bold))
      }
      for (index, line) in lines.enumerated() where row + index < bottom {
        grid.write(line, at: inside.x + start, row + index, theme.style(.text))
      }
      bottom = row
      if bottom <= inside.y { break }
    }
  }

  /// The text in lines of at most `width` columns, broken at blanks; a long word is cut.
  static func wrapped(_ text: String, to width: Int) -> [String] {
    guard width > 1 else { return [] }
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      var word = Substring(word)
      if !line.isEmpty, line.cellWidth + 1 + word.cellWidth > width {
        lines.append(line)
        line = ""
      }
      while word.cellWidth > width {
        lines.append(String(word.prefix(width)))
        word = word.dropFirst(width)
      }
      line += line.isEmpty ? String(word) : " \(word)"
    }
    return line.isEmpty ? lines : lines + [line]
  }
}
