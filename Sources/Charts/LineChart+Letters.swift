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
  /// if no other line passes there; else it is left out.
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
    for line in lines.reversed() {
      guard let letter = line.letter, let (x, y) = end(of: line, in: plot, symbols) else {
        continue
      }
      var cell = neighbours.lazy.map { (x + $0.0, y + $0.1) }.first {
        plot.contains(column: $0.0, row: $0.1) && blank.contains(grid[$0.0, $0.1].scalar)
          && !taken.contains([$0.0, $0.1])
      }
      if cell == nil, !taken.contains([x, y]), !canvas.isShared(x - plot.x, y - plot.y) {
        cell = (x, y)
      }
      guard let (column, row) = cell else { continue }
      taken.insert([column, row])
      grid.put(letter, at: column, row, line.style.adding(.bold))
    }
  }

  /// The cell of the last point that is shown.
  private func end(
    of line: Line, in plot: Rect, _ symbols: Symbols
  ) -> (column: Int, row: Int)? {
    let last = line.points.last {
      $0.y.isFinite && xScale.fraction($0.x).map { (0...1).contains($0) } ?? false
    }
    guard let last, let column = column(of: last.x, in: plot, symbols: symbols),
      let row = row(of: last.y, in: plot, symbols: symbols)
    else { return nil }
    return (column, row)
  }
}
