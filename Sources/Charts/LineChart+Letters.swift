internal import Cells

extension LineChart {
  /// The cells for a letter, from the end of its line: right of it, then above and below.
  private static let neighbours = [
    (1, 0), (1, -1), (1, 1), (2, 0), (0, -1), (0, 1), (1, -2), (1, 2), (0, -2), (0, 2), (2, -1),
    (2, 1),
    (-1, -1), (-1, 1), (-1, -2), (-1, 2),
  ]

  /// The rows of a chart from which letters stand above and below the ends of lines.
  private static let fewestRows = 8

  /// Writes the letters of the lines at their ends, that of the last line first.
  ///
  /// A letter stands in a blank cell, so that it covers no line; where there is none, on the end of its line
  /// if no other line passes there; else it is left out. Those of lines that end together stand in the
  /// order of their values.
  func drawLetters(
    beside canvas: DotCanvas, in plot: Rect, on grid: inout CellGrid, symbols: Symbols
  ) {
    let blank: Set<Unicode.Scalar> = [" ", symbols.guide, symbols.level, symbols.upright]
    // In a low chart, one row up or down is another value.
    let isLow = plot.height < Self.fewestRows
    let neighbours = isLow ? Self.neighbours.filter { $0.1 == 0 } : Self.neighbours
    // Letters leave the star alone, too.
    var taken: Set<[Int]> = []
    if let star, let column = column(of: star.x, in: plot, symbols: symbols),
      let row = row(of: star.y, in: plot, symbols: symbols)
    {
      taken.insert([column, row])
    }
    func isFree(_ column: Int, _ row: Int) -> Bool {
      plot.contains(column: column, row: row) && blank.contains(grid[column, row].scalar)
        && !taken.contains([column, row])
    }
    var marks = lines.reversed().compactMap { line -> EndMark? in
      guard let letter = line.letter, let (x, y, value) = end(of: line, in: plot, symbols) else {
        return nil
      }
      return EndMark(
        letter: letter, style: line.style.adding(.bold), column: x, row: y, value: value)
    }
    let last = marks.map(\.column).max() ?? 0
    let together = marks.filter { $0.column >= last - 1 }
    if !isLow, together.count > 1 {
      let rows = (plot.y..<plot.maxY).map { row in
        (last + 1..<max(last + 1, plot.maxX)).filter { isFree($0, row) }
      }
      for (mark, cell) in EndMark.placed(together, in: rows, from: plot.y) {
        taken.insert([cell.column, cell.row])
        grid.put(mark.letter, at: cell.column, cell.row, mark.style)
        marks.removeAll { $0.letter == mark.letter }
      }
    }
    for mark in marks {
      let (x, y) = (mark.column, mark.row)
      var cell = neighbours.lazy.map { (x + $0.0, y + $0.1) }.first { isFree($0.0, $0.1) }
      if cell == nil, !taken.contains([x, y]), !canvas.isShared(x - plot.x, y - plot.y) {
        cell = (x, y)
      }
      guard let (column, row) = cell else { continue }
      taken.insert([column, row])
      grid.put(mark.letter, at: column, row, mark.style)
    }
  }

  /// The cell of the last point that is shown.
  private func end(
    of line: Line, in plot: Rect, _ symbols: Symbols
  ) -> (column: Int, row: Int, value: Double)? {
    let last = line.points.last {
      $0.y.isFinite && xScale.fraction($0.x).map { (0...1).contains($0) } ?? false
    }
    guard let last, let column = column(of: last.x, in: plot, symbols: symbols),
      let row = row(of: last.y, in: plot, symbols: symbols)
    else { return nil }
    return (column, row, last.y)
  }
}

/// The letter of a line with the cell and the value at its end.
private struct EndMark {
  let letter: Unicode.Scalar
  let style: Style
  let column: Int
  let row: Int
  let value: Double

  /// Gives the letters of lines that end together cells behind them, the greatest value first: from top
  /// to bottom, and within a row from left to right.
  ///
  /// A letter stands in the row of its line, or as near as the order leaves room.
  ///
  /// - Parameter rows: The free columns of each row.
  /// - Returns: Those that have room; nothing where not all have.
  static func placed(
    _ marks: [EndMark], in rows: [[Int]], from top: Int
  ) -> [(mark: EndMark, cell: (column: Int, row: Int))] {
    guard marks.count <= rows.reduce(0, { $0 + $1.count }) else { return [] }
    let sorted = marks.sorted { ($0.row, -$0.value) < ($1.row, -$1.value) }
    var wanted = sorted.map { $0.row - top }
    var counts = [Int](repeating: 0, count: rows.count)
    // From the bottom up, so that all those below have room; then from the top down.
    var (limit, used) = (rows.count - 1, 0)
    for index in wanted.indices.reversed() {
      if wanted[index] < limit { (limit, used) = (wanted[index], 0) }
      while limit > 0, used >= rows[limit].count { (limit, used) = (limit - 1, 0) }
      (wanted[index], used) = (limit, used + 1)
    }
    var (row, placed): (Int, [(mark: EndMark, cell: (column: Int, row: Int))]) = (0, [])
    for (mark, wish) in zip(sorted, wanted) {
      row = max(row, wish)
      while row < rows.count - 1, counts[row] >= rows[row].count { row += 1 }
      guard counts[row] < rows[row].count else { continue }
      placed.append((mark, (rows[row][counts[row]], row + top)))
      counts[row] += 1
    }
    return placed
  }
}
