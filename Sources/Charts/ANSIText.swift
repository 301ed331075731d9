public import Cells

/// A grid as lines of text with ANSI colours or without.
public struct ANSIText {
  private let grid: CellGrid
  private let depth: ColorDepth

  /// Creates the text of a grid.
  ///
  /// - Parameter depth: The colours; `none` for plain text.
  public init(_ grid: CellGrid, depth: ColorDepth) {
    self.grid = grid
    self.depth = depth
  }

  /// The lines, each with a line feed; plain text has no trailing blanks.
  ///
  /// - Complexity: O(cells).
  public var text: String {
    guard depth > .none else {
      return grid.text.map { line in
        String(line.reversed().drop { $0 == " " }.reversed()) + "\n"
      }.joined()
    }
    let styles = ANSIStyle(depth: depth)
    var out = ""
    for row in 0..<grid.size.height {
      var style: Style?
      for cell in grid.row(row) where cell.scalar != Cell.continuation {
        if cell.style != style {
          out += styles.code(cell.style)
          style = cell.style
        }
        out.unicodeScalars.append(cell.scalar)
      }
      out += "\u{1B}[0m\n"
    }
    return out
  }
}
