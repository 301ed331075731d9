package import Cells
package import Themes

/// A line that is being typed, behind a prompt, with a hint at the end of its row.
package struct InputLine {
  /// The words before the text, the longest first; shorter ones make room for it.
  package var prompts: [String]
  /// The text.
  package var text: String
  /// True while what is typed replaces the text.
  package var isSelected: Bool
  /// The hint, the longest wording first.
  package var hints: [String]

  /// Creates a line.
  package init(prompts: [String], text: String, isSelected: Bool, hints: [String]) {
    (self.prompts, self.text) = (prompts, text)
    (self.isSelected, self.hints) = (isSelected, hints)
  }

  /// Draws the line in one row.
  package func draw(in rect: Rect, theme: Theme, on grid: inout CellGrid) {
    let text = text.sanitized
    // A blank before the prompt, the cursor behind the text, and one more.
    let prompt =
      prompts.first { $0.cellWidth + text.cellWidth + 3 <= rect.width } ?? prompts.last ?? ""
    var x = rect.x + 1
    x += grid.write(prompt, at: x, rect.y, theme.style(.edit, .bold))
    let room = max(0, rect.maxX - x - 2)
    // The end is where one types.
    let shown =
      text.cellWidth <= room ? text : String(isSelected ? text.prefix(room) : text.suffix(room))
    x += grid.write(shown, at: x, rect.y, theme.style(.strong, isSelected ? .reverse : []))
    grid.put(" ", at: x, rect.y, theme.style(.strong, .reverse))
    guard let hint = hints.first(where: { rect.maxX - 1 - $0.cellWidth > x + 2 }) else { return }
    grid.writeTrailing(hint, endingAt: rect.maxX - 1, rect.y, theme.style(.dim))
  }
}
