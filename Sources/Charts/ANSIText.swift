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
    var out = ""
    for row in 0..<grid.size.height {
      var style: Style?
      for cell in grid.row(row) where cell.scalar != Cell.continuation {
        if cell.style != style {
          out += code(cell.style)
          style = cell.style
        }
        out.unicodeScalars.append(cell.scalar)
      }
      out += "\u{1B}[0m\n"
    }
    return out
  }

  private func code(_ style: Style) -> String {
    var parts = ["0"]
    if style.attributes.contains(.bold) { parts.append("1") }
    if style.attributes.contains(.dim) { parts.append("2") }
    if style.attributes.contains(.underline) { parts.append("4") }
    if style.attributes.contains(.reverse) { parts.append("7") }
    if let color = style.foreground { parts.append(self.color(color, base: 38)) }
    if let color = style.background { parts.append(self.color(color, base: 48)) }
    return "\u{1B}[\(parts.joined(separator: ";"))m"
  }

  private func color(_ color: Color, base: Int) -> String {
    switch depth {
    case .trueColor: return "\(base);2;\(color.red);\(color.green);\(color.blue)"
    case .palette: return "\(base);5;\(color.nearestOf256)"
    default:
      let index = color.nearestANSI()
      return "\(base - 8 + (index < 8 ? index : index + 52))"
    }
  }
}
