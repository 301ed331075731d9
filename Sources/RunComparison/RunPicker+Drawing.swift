package import Cells
package import Charts
internal import CommandEntry
internal import Dialogs
internal import MetricGrid
package import Themes

extension RunPicker {
  /// The order in words.
  private func orderRemark(_ theme: Theme) -> PanelFrame.Piece {
    if case .setting(let name) = order.key, !runs.isEmpty,
      !runs.contains(where: { $0.settings[name] != nil })
    {
      return ("no run has the setting \(name.sanitized)", theme.style(.warning))
    }
    return ("by \(order.sentence)", theme.style(.dim))
  }

  /// Draws the screen.
  package func grid(size: Size, theme: Theme, symbols: Symbols) -> CellGrid {
    let ground = Style(theme.color(.text), on: theme.color(.background))
    var grid = CellGrid(size, fill: Cell(" ", ground))
    let answer = answerLines(size, ellipsis: symbols.ellipsis)
    let body = body(size, above: answer)
    let parts = parts(of: body)
    let footer = grid.bounds.splitTop(body.height).rest
    let hiddenCount = runs.count - table.rows.count
    var remarks: [PanelFrame.Piece] = [orderRemark(theme)]
    if hiddenCount > 0 {
      remarks.insert(("\(table.rows.count) of \(runs.count)", theme.style(.warning)), at: 0)
    }
    let progress = RunProgress(runs).map { ($0.words, theme.style(.text)) }
    let inside = PanelFrame(
      title: ("runs in \(title.sanitized)", theme.style(.strong, .bold)),
      details: [progress].compactMap(\.self), remarks: remarks, style: theme.style(.quiet)
    ).draw(in: parts.table, on: &grid, symbols: symbols)
    let list = inside.inset(left: 1, right: 1)
    RunTableView(
      table, columns: columns, chosen: chosen, marked: marked, theme: theme, symbols: symbols
    ).draw(in: list, on: &grid)
    if table.rows.isEmpty, filter.isEmpty {
      grid.write(
        "no run matches", at: list.x, list.y + 1, theme.style(.warning), limit: list.width)
    } else if table.rows.isEmpty {
      MetricPattern.writeNoMatch(
        "run", filter, in: list.inset(top: 1), theme.style(.warning), on: &grid)
    }
    if let chart = parts.chart { drawChart(in: chart, theme, symbols, on: &grid) }
    drawFooter(answer, in: footer, theme, symbols, on: &grid)
    if isHelpOpen {
      keyList(theme, symbols).draw(in: body, on: &grid)
    }
    return grid
  }

  private func drawFooter(
    _ answer: [String], in rect: Rect, _ theme: Theme, _ symbols: Symbols, on grid: inout CellGrid
  ) {
    if case .command(let text, to: let names) = entry {
      let whom = names.count == 1 ? names[0].sanitized : "\(names.count) runs"
      let hint =
        names.isEmpty ? "" : "  to \(whom): pause, stop, lr *0.5, early_stopping.patience 12; or "
      write(": ", text, (hint.isEmpty ? "  " : hint) + "sort best", in: rect, theme, on: &grid)
      return
    }
    if !answer.isEmpty {
      for (row, line) in zip(rect.y..<rect.maxY, answer) {
        grid.write(line, at: rect.x + 1, row, theme.style(.text), limit: rect.width - 2)
      }
      return
    }
    if case .filter(let line) = entry {
      write(
        "/ ", filter, "  name, or lr<0.01, state=done; Enter keeps it, Esc clears it",
        isSelected: line.isSelected, in: rect, theme, on: &grid)
      return
    }
    if !filter.isEmpty {
      return write("/ ", filter, "  Esc clears it", in: rect, theme, on: &grid)
    }
    keyRow(in: rect).draw(on: &grid, theme: theme)
  }

  /// The keys of the last row with their words.
  private var hints: [(key: String, words: String)] {
    [("Enter", marked.isEmpty ? "open" : "compare \(marked.count)"), ("Space", "mark")]
      + (isSteerable ? [("p", isPaused ? "continue" : "pause"), (":", "command")] : [])
      + [("s S", "sort"), ("/", "filter"), ("?", "help"), ("q", "quit")]
  }

  private func keyRow(in rect: Rect) -> KeyRow {
    // The last two lead on.
    KeyRow(hints.map { .init($0.key, $0.words, isKept: "?q".contains($0.key)) }, in: rect)
  }

  /// The key of the hint at a cell of a screen of a size; nil for none.
  func key(at column: Int, _ row: Int, on size: Size) -> Key? {
    let rect = Rect(size).splitTop(size.height - 1).rest
    guard entry == .none, answer.isEmpty, filter.isEmpty, row == rect.y,
      let (index, column) = keyRow(in: rect).hint(at: column)
    else { return nil }
    switch hints[index].key {
    case "Enter": return .enter
    case "Space": return .character(" ")
    case let label:
      return Key(at: column, of: label, among: label.unicodeScalars.prefix(1).map(Key.character))
    }
  }

  /// The list of keys, as far as it is scrolled.
  func keyList(_ theme: Theme, _ symbols: Symbols) -> KeyListView {
    KeyListView(
      [KeyListView.Group("", keys(symbols))], offset: helpRow, theme: theme, symbols: symbols)
  }

  /// The keys for the help.
  private func keys(_ symbols: Symbols) -> [KeyListView.Row] {
    let arrows = symbols.dots == .ascii ? "up/down" : "↑↓"
    return [
      (arrows, "the run above, below (or k, j, the mouse)"),
      ("Enter", "open the run; the marked ones over each other"),
      ("Space", "mark the run, or unmark it"),
    ]
      + (isSteerable
        ? [
          ("p", "pause the run or the marked ones, or go on"),
          (":", "a command to them: stop, lr *0.5, early_stopping.patience 12"),
        ] : [])
      + [
        ("s S", "sort by the next column, reverse; :sort best, :sort -lr"),
        ("/", "only runs with a name, or lr<0.01, state=done"),
        ("esc", "show all runs again, unmark them"),
        ("?", "this list of keys (or F1)"),
        ("q", isSteerable ? "leave; the runs train on" : "leave"),
        ("^Z", "to the shell; fg comes back"),
      ]
  }

  /// Writes what is being typed behind its sign, and a hint behind it.
  private func write(
    _ sign: String, _ text: String, _ hint: String, isSelected: Bool = false, in rect: Rect,
    _ theme: Theme, on grid: inout CellGrid
  ) {
    var x = rect.x + 1
    let attributes: Style.Attributes = isSelected ? [.bold, .reverse] : .bold
    for (words, style) in [
      (sign, theme.style(.edit, .bold)), (text, theme.style(.edit, attributes)),
      (hint, theme.style(.dim)),
    ] {
      x += grid.write(words, at: x, rect.y, style, limit: max(0, rect.maxX - x - 1))
    }
  }
}
