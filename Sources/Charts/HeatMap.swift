public import Cells

/// A table of counts, in which each cell is shaded by its share of its row and shows its count if
/// there is room.
public struct HeatMap {
  /// The counts, row by row.
  public var counts: [[Int]]
  /// The names of the rows.
  public var rowNames: [String]
  /// The names of the columns.
  public var columnNames: [String]
  /// The style of a cell, by its row, its column, and its share of the row, 0 … 1.
  public var style: (_ row: Int, _ column: Int, _ share: Double) -> Style
  /// The style of the names.
  public var labelStyle: Style

  /// Creates a map.
  public init(
    _ counts: [[Int]], rowNames: [String], columnNames: [String], labelStyle: Style,
    style: @escaping (_ row: Int, _ column: Int, _ share: Double) -> Style
  ) {
    self.counts = counts
    self.rowNames = rowNames
    self.columnNames = columnNames
    self.labelStyle = labelStyle
    self.style = style
  }

  /// The columns of a cell with room for any count, in three characters, and a blank.
  private static let numberWidth = 4
  /// The columns that the rows' names keep when the counts need all others.
  private static let leastGutter = 7

  /// The number of rows and columns that fit with their counts.
  public static func capacity(_ size: Size) -> (rows: Int, columns: Int) {
    (max(0, size.height - 1), max(0, (size.width - leastGutter) / numberWidth))
  }

  /// The columns for the names of the rows, including the blank after them.
  private func gutter(_ width: Int, columns: Int) -> Int {
    let longest = rowNames.reduce(0) { max($0, min(width, $1.sanitized.cellWidth)) }
    let spare = max(Self.leastGutter, width - columns * Self.numberWidth)
    let gutter = max(0, min(longest + 1, width * 3 / 10, spare))
    // A blank before the names, unless it makes a cell narrower.
    let isFree =
      (width - gutter - 1) / max(1, columns) >= min(12, (width - gutter) / max(1, columns))
    return gutter > longest && isFree ? gutter + 1 : gutter
  }

  /// Draws the map; rows and columns that do not fit are left out.
  ///
  /// - Complexity: O(cells).
  public func draw(in rect: Rect, on grid: inout CellGrid, symbols: Symbols) {
    let columns = counts.map(\.count).max() ?? 0
    let gutter = gutter(rect.width, columns: columns)
    let room = rect.width - gutter
    guard columns > 0, room > 0, rect.height > 1 else { return }
    let width = min(12, max(1, room / columns))
    // Cells that look about square.
    let height = min(max(1, (width + 1) / 2), max(1, (rect.height - 1) / counts.count))
    let shown = min(columns, room / width)
    let heads = width > 2 ? heads(shown, width, rows: rect.height - height * counts.count) : []
    let top = max(1, heads.map(\.count).max() ?? 1)
    let body = Rect(
      x: rect.x + gutter, y: rect.y + top, width: width * shown,
      height: height * min(counts.count, (rect.height - top) / height))
    for (column, lines) in heads.enumerated() {
      let end = body.x + (column + 1) * width - 1
      for (row, line) in zip((body.y - lines.count)..., lines) {
        // The pieces of a name stand below each other.
        if lines.count == 1 {
          grid.writeTrailing(line, endingAt: end, row, labelStyle)
        } else {
          grid.write(line, at: end - width + 1, row, labelStyle)
        }
      }
    }
    let names = ShortNames.cut(
      rowNames.prefix(body.height / height), to: gutter - 1, ellipsis: symbols.ellipsis)
    for row in 0..<body.height / height {
      let y = body.y + row * height
      if gutter > 1, row < names.count {
        grid.writeTrailing(names[row], endingAt: body.x - 1, y + (height - 1) / 2, labelStyle)
      }
      let sum = counts[row].reduce(0.0) { $0 + Double(max(0, $1)) }
      for (column, count) in counts[row].prefix(body.width / width).enumerated() {
        let share = sum > 0 ? Double(max(0, count)) / sum : 0
        let cell = Rect(x: body.x + column * width, y: y, width: width, height: height)
        draw(count, share, style(row, column, share), in: cell, on: &grid, symbols: symbols)
      }
    }
  }

  /// The most rows that the names of the columns take.
  private static let mostHeadRows = 4

  /// The columns' names in lines: whole, where the rows that are free take them; otherwise cut without an
  /// ellipsis, as the rows have the same names with more room.
  private func heads(_ count: Int, _ width: Int, rows: Int) -> [[String]] {
    let names = columnNames.prefix(count).map(\.sanitized)
    let whole = names.map { $0.wrapped(to: width - 1) }
    let most = min(Self.mostHeadRows, max(1, rows))
    if whole.allSatisfy({ $0.count <= most }) { return whole }
    return ShortNames.cut(names, to: width - 1).map { [$0] }
  }

  private func draw(
    _ count: Int, _ share: Double, _ style: Style, in cell: Rect, on grid: inout CellGrid,
    symbols: Symbols
  ) {
    grid.fill(cell, with: Cell(" ", style))
    let y = cell.y + (cell.height - 1) / 2
    let number = MetricFormat.short(count, columns: max(3, cell.width - 1))
    if count == 0 {
      grid.put(symbols.nothing, at: max(cell.x, cell.maxX - 2), y, style)
    } else if number.cellWidth < cell.width {
      grid.writeTrailing(number, endingAt: cell.maxX - 1, y, style)
    } else {
      // Without room for the count, a height shows the share in addition to the colour.
      let top = symbols.levels.count - 1
      let level = symbols.levels[min(top, max(0, Int((share * Double(top)).rounded())))]
      for x in cell.x..<max(cell.x + 1, cell.maxX - 1) { grid.put(level, at: x, y, style) }
    }
  }
}
