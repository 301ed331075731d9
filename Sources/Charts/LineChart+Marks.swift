internal import Cells

extension LineChart {
  /// Draws the marks on the points of a line.
  func drawMarks(
    _ line: Line, in plot: Rect, on grid: inout CellGrid, symbols: Symbols
  ) {
    let shown = line.points.filter { xScale.fraction($0.x).map { (0...1).contains($0) } ?? false }
    // Without room for all marks, some still distinguish the curve from one without marks.
    let isRoomy = shown.count * 3 <= plot.width
    let spacing = isRoomy ? 1 : shown.count * 12 / plot.width + 1
    for last in stride(from: shown.count - 1, through: 0, by: -spacing) {
      // A mark stands in the middle of its cell: it leaves no gap where the curve does, too.
      let near = last == shown.count - 1 ? last...last : max(0, last - spacing / 2)...last
      let index =
        near.reversed().min {
          offset(of: shown[$0].y, in: plot, symbols) < offset(of: shown[$1].y, in: plot, symbols)
        } ?? last
      let (x, y) = shown[index]
      guard let column = column(of: x, in: plot, symbols: symbols),
        let row = row(of: y, in: plot, symbols: symbols)
      else { continue }
      grid.put(symbols.point, at: column, row, line.style)
    }
  }

  /// The distance of the dot of a value from the middle of its cell, in dots.
  private func offset(of y: Double, in plot: Rect, _ symbols: Symbols) -> Double {
    let down = symbols.dots.perCell.down
    let dots = plot.height * down
    guard let fraction = yScale.fraction(y), fraction >= 0, fraction <= 1 else { return .infinity }
    let within = Int((fraction * Double(dots - 1)).rounded()) % down
    return abs(Double(within) - Double(down - 1) / 2)
  }
}
