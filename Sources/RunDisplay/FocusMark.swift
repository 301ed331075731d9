package import Cells
package import Charts
package import Themes

/// The mark of the pane that the arrows act in: a pointer before its title, and its border in
/// another colour.
package struct FocusMark {
  private let theme: Theme
  private let symbols: Symbols

  /// Creates the mark.
  package init(theme: Theme, symbols: Symbols) {
    self.theme = theme
    self.symbols = symbols
  }

  /// Draws the mark over the border of a pane.
  ///
  /// - Parameter isColored: True when the border gets another colour.
  package func draw(around rect: Rect, isColored: Bool, on grid: inout CellGrid) {
    guard rect.width > 4, rect.height > 1 else { return }
    let style = theme.style(.edit)
    if isColored {
      let frame = symbols.frame
      let line: Set<Unicode.Scalar> = [
        frame.0, frame.1, frame.2, frame.3, symbols.across, symbols.down,
      ]
      for y in rect.y..<rect.maxY {
        let isEnd = y == rect.y || y == rect.maxY - 1
        for x in isEnd ? Array(rect.x..<rect.maxX) : [rect.x, rect.maxX - 1]
        where line.contains(grid[x, y].scalar) {
          grid.put(grid[x, y].scalar, at: x, y, style)
        }
      }
    }
    grid.put(symbols.pointer, at: rect.x + 1, rect.y, theme.style(.edit, .bold))
  }
}
