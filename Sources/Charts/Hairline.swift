public import Cells

/// A vertical line at which values are read, with the values beside its top.
public struct Hairline {
  /// The coordinate on the x axis.
  public var x: Double
  /// The style of the line.
  public var style: Style
  /// The style of the ground behind the values.
  public var ground: Style
  /// The values, each in a style; where not all fit, the last ones are left out.
  public var values: [PanelFrame.Piece]

  /// Creates a line.
  public init(x: Double, style: Style, ground: Style, values: [PanelFrame.Piece]) {
    self.x = x
    self.style = style
    self.ground = ground
    self.values = values
  }

  /// Draws the line over curves, and the values beside its top.
  func draw(at column: Int, in plot: Rect, on grid: inout CellGrid, symbols: Symbols) {
    for row in plot.y..<plot.maxY { grid.put(symbols.down, at: column, row, style) }
    func width(_ pieces: ArraySlice<PanelFrame.Piece>) -> Int {
      pieces.reduce(1) { $0 + $1.text.cellWidth + 1 }
    }
    var shown = values[...]
    while shown.count > 1, width(shown) > plot.width { shown.removeLast() }
    let total = min(width(shown), plot.width)
    guard total > 2 else { return }
    // Beside the line where there is room, else over its top.
    let isRight = plot.maxX - column - 1 >= total || column - plot.x < total
    var start = isRight ? min(column + 1, plot.maxX - total) : column - total
    let end = start + total
    grid.fill(Rect(x: start, y: plot.y, width: total, height: 1), with: Cell(" ", ground))
    start += 1
    for piece in shown {
      start += grid.write(piece.text, at: start, plot.y, piece.style, limit: max(0, end - start))
      start += 1
    }
  }
}
