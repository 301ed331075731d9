package import Cells
package import Charts
package import Themes

/// A message in the last row; a long one takes rows above it, so that a command in it can be copied.
package struct MessageRows {
  private let text: String
  private let theme: Theme
  private let symbols: Symbols

  /// The greatest number of rows.
  private static let most = 4

  /// Creates the rows of a message.
  package init(_ text: String, theme: Theme, symbols: Symbols) {
    (self.text, self.theme, self.symbols) = (text, theme, symbols)
  }

  /// Draws the message, whose last line is in a row of the screen.
  package func draw(in row: Rect, on grid: inout CellGrid) {
    let (width, most) = (max(2, row.width - 2), min(Self.most, row.y + 1))
    var lines = text.sanitized.wrapped(to: width)
    if lines.count > most {
      let rest = lines[(most - 1)...].joined(separator: " ")
      lines[(most - 1)...] = [rest.cutBehindWord(to: width, ellipsis: symbols.ellipsis)]
    }
    let top = row.maxY - lines.count
    grid.fill(
      Rect(x: row.x, y: top, width: row.width, height: lines.count),
      with: Cell(" ", theme.style(.text).on(theme.color(.background))))
    for (index, line) in lines.enumerated() {
      grid.write(line, at: row.x + 1, top + index, theme.style(.warning))
    }
  }
}
