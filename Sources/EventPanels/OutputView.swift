package import Cells
package import Charts
internal import RunDisplay
package import Themes

/// The newest lines from standard input, as they were written; a long one goes on in the next rows.
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
    let height = max(1, rect.height - 2)
    var (shown, used) = (0, 0)
    for line in output.lines.prefix(height) {
      used += rows(of: line, in: rect.width - 2, height).count
      if used > height { break }
      shown += 1
    }
    return max(0, output.lines.count - max(1, shown))
  }

  /// The rows of a line: at most a quarter of those of the pane, so that other lines stay beside it.
  private func rows(of line: String, in width: Int, _ height: Int) -> [String] {
    let line = Self.plain(line)
    guard line.cellWidth > width - 1, width > 4 else { return [line] }
    // The beginnings of lines stay below each other.
    let indent = String(line.prefix { $0 == " " }.prefix(width / 3))
    return line.wrapped(to: width - 1 - indent.count).head(
      max(1, height / 4), width: width - 1 - indent.count, ellipsis: symbols.ellipsis
    ).map { indent + $0 }
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
    var rows: [String] = []
    for line in output.lines.dropLast(offset).suffix(inside.height).reversed() {
      let more = self.rows(of: line, in: inside.width, inside.height)
      // The oldest line is shown whole or not at all, unless it is the only one.
      if !rows.isEmpty, rows.count + more.count > inside.height { break }
      rows = more + rows
    }
    for (row, text) in rows.enumerated() {
      grid.write(text, at: inside.x + 1, inside.y + row, theme.style(.dim))
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
