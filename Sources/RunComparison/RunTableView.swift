package import Cells
package import Charts
internal import RunModel
package import Themes

/// Draws a table of runs: a head, and a row for each run with its letter.
package struct RunTableView {
  private let table: RunTable
  private let columns: RunColumns
  private let theme: Theme
  private let symbols: Symbols
  /// The index of the chosen run among all; nil for none.
  private let chosen: Int?
  /// The indices of marked runs.
  private let marked: Set<Int>
  /// The indices of runs that are shown faintly.
  private let dimmed: Set<Int>
  /// True when the arrows move the choice.
  private let isPointed: Bool

  /// Prepares the drawing.
  ///
  /// - Parameter columns: The columns of the table; nil to make them.
  package init(
    _ table: RunTable, columns: RunColumns? = nil, chosen: Int?, marked: Set<Int> = [],
    dimmed: Set<Int> = [],
    isPointed: Bool = true, theme: Theme, symbols: Symbols
  ) {
    self.table = table
    self.columns = columns ?? RunColumns(table)
    self.chosen = chosen
    self.marked = marked
    self.dimmed = dimmed
    self.isPointed = isPointed
    self.theme = theme
    self.symbols = symbols
  }

  /// The rows whose names are compared at every frame.
  private static let mostCompared = 200
  /// The columns for the pointer, a mark and the letter.
  private static let margin = 4

  /// Draws the rows that fit, the chosen one among them.
  ///
  /// - Returns: The number of rows that are drawn.
  @discardableResult
  package func draw(in rect: Rect, on grid: inout CellGrid) -> Int {
    guard rect.height > 1, rect.width > Self.margin + 8 else { return 0 }
    let columns = places(in: rect)
    let sorted = columns.firstIndex { $0.column.kind.order == table.order.key }
    for (index, (column, x, width)) in columns.enumerated() {
      let style = theme.style(index == sorted ? .text : .dim)
      write(column.head, column, at: x, rect.y, width, style, on: &grid)
      guard index == sorted else { continue }
      let end = x + (column.isText ? min(width, column.head.cellWidth) : width)
      let direction = symbols.direction
      grid.put(table.isAscending ? direction.up : direction.down, at: end, rect.y, style)
    }
    let shown = visible(rect.height - 1)
    // Names of a very long table differ from those around them.
    let compared = table.rows.count > Self.mostCompared ? shown : Array(table.rows.indices)
    let names = columns.first { $0.column.kind == .name }.map { column, _, width in
      ShortNames.cut(compared.map { column.cells[$0] }, to: width, ellipsis: symbols.ellipsis)
    }
    for (offset, index) in shown.enumerated() {
      let name = names?[compared.count == shown.count ? offset : index] ?? ""
      draw(index, name, columns, at: rect.x, rect.y + 1 + offset, on: &grid)
    }
    return shown.count
  }

  /// The index of the run in a row of the screen; nil outside the runs.
  package func run(at y: Int, in rect: Rect) -> Int? {
    guard rect.height > 1 else { return nil }
    let shown = visible(rect.height - 1)
    let index = y - rect.y - 1
    return shown.indices.contains(index) ? table.rows[shown[index]].number : nil
  }

  /// The order by the column whose title is at a cell of the screen; nil beside the titles.
  package func order(at x: Int, _ y: Int, in rect: Rect) -> RunOrder.Key? {
    guard y == rect.y, rect.height > 1 else { return nil }
    // The sign of the order stands behind a title.
    return places(in: rect).first { ($0.x...$0.x + $0.width).contains(x) }?.column.kind.order
  }

  /// The columns that fit, with their places on the screen.
  private func places(in rect: Rect) -> [(column: RunColumns.Column, x: Int, width: Int)] {
    let room = rect.width - Self.margin
    let columns = columns.fitting(room)
    var x = rect.x + Self.margin
    return zip(columns, widths(columns, in: room)).map { column, width in
      defer { x += width + 2 }
      return (column, x, width)
    }
  }

  /// The indices of the rows that fit a height: those around the chosen one while the arrows move it,
  /// else the first ones and the chosen one.
  private func visible(_ height: Int) -> [Int] {
    let count = table.rows.count
    guard count > height else { return Array(0..<count) }
    let row = table.rows.firstIndex { $0.number == chosen } ?? 0
    if !isPointed { return Array(0..<height - 1) + [max(height - 1, row)] }
    let first = max(0, min(count - height, row - height / 2))
    return Array(first..<first + height)
  }

  /// The widths of the columns; the name gives way.
  private func widths(_ columns: [RunColumns.Column], in room: Int) -> [Int] {
    var widths = columns.map(\.width)
    let total = widths.reduce(0, +) + 2 * (columns.count - 1)
    if total > room, let name = columns.firstIndex(where: { $0.kind == .name }) {
      widths[name] = max(4, widths[name] - (total - room))
    }
    return widths
  }

  private func draw(
    _ index: Int, _ name: String, _ columns: [(column: RunColumns.Column, x: Int, width: Int)],
    at start: Int, _ y: Int, on grid: inout CellGrid
  ) {
    let row = table.rows[index]
    let isChosen = row.number == chosen
    let isBest = row.delta == 0
    let isDimmed = dimmed.contains(row.number)
    if isChosen, isPointed { grid.put(symbols.pointer, at: start, y, theme.style(.edit, .bold)) }
    if isDimmed { grid.put("-", at: start + 1, y, theme.style(.dim)) }
    let letter = RunLetter(row.letter).scalar
    if marked.contains(row.number) {
      grid.put(symbols.point, at: start + 1, y, theme.style(.edit, .bold))
    }
    let color = isDimmed ? theme.color(.quiet) : theme.run(row.letter)
    grid.put(letter, at: start + 2, y, Style(color, on: nil, .bold))
    for (column, x, width) in columns {
      let style =
        isDimmed
        ? theme.style(.quiet) : style(column.kind, row, isChosen: isChosen, isBest: isBest)
      if column.kind == .curve {
        Sparkline(row.run.points.map(\.y)).draw(
          at: x, y, width: width, Style(color), on: &grid, symbols: symbols)
      } else {
        let text = column.kind == .name ? name : column.cells[index]
        write(text, column, at: x, y, width, style, on: &grid)
      }
    }
  }

  private func style(
    _ kind: RunColumns.Kind, _ row: RunTable.Row, isChosen: Bool, isBest: Bool
  ) -> Style {
    switch kind {
    case .name: return isChosen ? theme.style(.strong, .bold) : Style(theme.run(row.letter))
    case .best, .delta: return theme.style(isBest ? .best : .text, isBest ? .bold : [])
    case .state: return theme.style(row.run.isLive ? .good : .dim)
    case .setting: return theme.style(.text)
    case .stopsIn:
      return theme.style((row.run.stopsIn ?? .max) <= 1 ? .warning : .text)
    case .epochs, .metric, .bestX, .last, .curve, .host: return theme.style(.dim)
    }
  }

  private func write(
    _ text: String, _ column: RunColumns.Column, at x: Int, _ y: Int, _ width: Int, _ style: Style,
    on grid: inout CellGrid
  ) {
    let short = text.truncated(to: width, ellipsis: symbols.ellipsis)
    let start = column.isText ? x : x + width - short.cellWidth
    grid.write(short, at: start, y, style, limit: width)
  }
}
