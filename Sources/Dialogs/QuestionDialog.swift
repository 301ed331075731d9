package import Cells
package import Charts
package import Themes

/// A question with the keys that answer it, over the body of the screen.
package struct QuestionDialog {
  private let title: String
  private let answers: [(String, String)]
  private let theme: Theme
  private let symbols: Symbols

  /// Creates a question.
  ///
  /// - Parameter answers: The keys and their effects.
  package init(title: String, answers: [(String, String)], theme: Theme, symbols: Symbols) {
    (self.title, self.answers, self.theme, self.symbols) = (title, answers, theme, symbols)
  }

  /// Draws the question in the middle of a rectangle.
  package func draw(in rect: Rect, on grid: inout CellGrid) {
    guard rect.height >= answers.count + 4 else { return drawRows(in: rect, on: &grid) }
    let box = DialogFrame.centred(Size(58, answers.count + 4), in: rect)
    let inside = DialogFrame(title: title, theme: theme, symbols: symbols).draw(in: box, on: &grid)
    for (index, answer) in answers.enumerated() {
      let y = inside.y + 1 + index
      grid.write(answer.0.leftPadded(to: 3), at: inside.x + 1, y, theme.style(.strong, .bold))
      grid.write(answer.1, at: inside.x + 6, y, theme.style(.text), limit: inside.width - 7)
    }
  }

  /// Draws the answers alone, below the question if it has room.
  private func drawRows(in rect: Rect, on grid: inout CellGrid) {
    grid.fill(rect, with: Cell(" ", theme.style(.text).on(theme.color(.background))))
    var y = rect.y
    if rect.height > answers.count {
      grid.write(title, at: rect.x + 1, y, theme.style(.strong, .bold), limit: rect.width - 1)
      y += 1
    }
    for (row, answer) in answers.prefix(rect.height).enumerated() {
      let used = grid.write(answer.0, at: rect.x + 1, y + row, theme.style(.strong, .bold))
      let room = max(0, rect.width - used - 3)
      grid.write(
        answer.1.truncated(to: room, ellipsis: symbols.ellipsis), at: rect.x + used + 2, y + row,
        theme.style(.text))
    }
  }
}
