package import Cells
package import Charts
internal import OrderedCollections
package import RunModel
package import Themes

/// The panel with a row per class: its boxes, its average precision and the course of that.
package struct ClassesView {
  private let history: RunHistory
  private let offset: Int
  private let theme: Theme
  private let symbols: Symbols

  /// Creates the panel.
  ///
  /// - Parameter offset: The number of classes that the table is scrolled down.
  package init(history: RunHistory, offset: Int, theme: Theme, symbols: Symbols) {
    self.history = history
    self.offset = offset
    self.theme = theme
    self.symbols = symbols
  }

  /// The rows of the whole table, including its frame.
  package static func fullHeight(_ history: RunHistory) -> Int {
    3 + max(1, history.report?.classes.count ?? 1)
  }

  /// Draws the panel with its frame.
  package func draw(in rect: Rect, on grid: inout CellGrid) {
    let classes = history.report?.classes ?? []
    let worst = ClassRow.worst(of: classes)
    var remarks: [PanelFrame.Piece] = []
    if let worst, classes.count > 1 {
      remarks.append(("worst \(symbols.direction.down)", theme.style(.bad)))
      remarks.append(
        (
          classes[worst].name.sanitized.truncated(to: 20, ellipsis: symbols.ellipsis),
          theme.style(.dim)
        ))
    }
    let inside = PanelFrame(
      title: ("classes", theme.style(.text, .bold)), remarks: remarks, style: theme.style(.quiet)
    ).draw(in: rect, on: &grid, symbols: symbols)
    guard inside.height > 1, inside.width > 12 else { return }
    guard !classes.isEmpty else {
      let text = "nothing found yet"
      grid.write(
        text, at: inside.x + max(0, (inside.width - text.cellWidth) / 2),
        inside.y + inside.height / 2, theme.style(.quiet), limit: inside.width)
      return
    }
    let columns = ClassColumns(width: inside.width, longestName: longestName(classes))
    columns.drawHeader(at: inside.x, inside.y, theme.style(.quiet), on: &grid)
    let room = inside.height - 1
    let first = min(offset, mostOffset(in: rect))
    let names = ShortNames.cut(
      classes.map(\.name), to: columns.name, ellipsis: symbols.ellipsis)
    for (row, score) in classes.dropFirst(first).prefix(room).enumerated() {
      let points = history.classSeries[score.name]?.points ?? []
      ClassRow(
        name: names[first + row], score: score, series: points.map(\.y),
        isWorst: first + row == worst && classes.count > 1,
        theme: theme, symbols: symbols
      ).draw(columns, at: inside.x, inside.y + 1 + row, on: &grid)
    }
    drawRange(first, room, of: classes.count, in: rect, on: &grid)
  }

  /// The greatest number of classes by which the table can be scrolled down in a rectangle.
  package func mostOffset(in rect: Rect) -> Int {
    max(0, (history.report?.classes.count ?? 0) - max(1, rect.height - 3))
  }

  private func longestName(_ classes: [DetectionReport.ClassScore]) -> Int {
    classes.reduce(5) { max($0, min(24, $1.name.sanitized.cellWidth)) }
  }

  /// Draws the range of shown classes, when not all are.
  private func drawRange(
    _ first: Int, _ room: Int, of count: Int, in rect: Rect, on grid: inout CellGrid
  ) {
    guard count > room else { return }
    let text = " \(first + 1)–\(min(count, first + room)) of \(count), PgUp PgDn "
    guard rect.width > text.cellWidth + 4 else { return }
    grid.writeTrailing(text, endingAt: rect.maxX - 2, rect.maxY - 1, theme.style(.dim))
  }
}
