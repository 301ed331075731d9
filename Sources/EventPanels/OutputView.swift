package import Cells
package import Charts
package import Themes

/// The newest lines from standard input, as they were written.
package struct OutputView {
  private let output: OutputText
  private let offset: Int
  private let theme: Theme
  private let symbols: Symbols

  /// Creates the panel.
  ///
  /// - Parameter offset: The number of lines that the text is scrolled back.
  package init(output: OutputText, offset: Int, theme: Theme, symbols: Symbols) {
    self.output = output
    self.offset = offset
    self.theme = theme
    self.symbols = symbols
  }

  /// The greatest number of lines by which the text can be scrolled back in a rectangle.
  package func mostOffset(in rect: Rect) -> Int {
    max(0, output.lines.count - max(1, rect.height - 2))
  }

  /// Draws the panel with its frame.
  package func draw(in rect: Rect, on grid: inout CellGrid) {
    let offset = min(offset, mostOffset(in: rect))
    let inside = PanelFrame(
      title: ("console", theme.style(.text, .bold)),
      remarks: offset > 0 ? [("\(offset) newer below", theme.style(.warning))] : [],
      style: theme.style(.quiet)
    ).draw(in: rect, on: &grid, symbols: symbols)
    guard inside.height > 0, inside.width > 4 else { return }
    let lines = output.lines.dropLast(offset).suffix(inside.height)
    for (row, line) in lines.enumerated() {
      grid.write(
        Self.plain(line).truncated(to: inside.width - 1, ellipsis: symbols.ellipsis),
        at: inside.x + 1, inside.y + row, theme.style(.dim))
    }
  }

  /// A line without colours, cursor movements and erased characters.
  private static func plain(_ line: String) -> String {
    var kept = String.UnicodeScalarView()
    var isEscape = false
    var isSequence = false
    for scalar in line.unicodeScalars {
      if isSequence {
        if (0x40...0x7E).contains(scalar.value) { isSequence = false }
      } else if isEscape {
        isEscape = false
        isSequence = scalar == "["
      } else if scalar == "\u{1B}" {
        isEscape = true
      } else if scalar == "\u{8}" {
        if !kept.isEmpty { kept.removeLast() }
      } else {
        kept.append(scalar == "\t" ? " " : scalar)
      }
    }
    return String(kept).sanitized
  }
}
