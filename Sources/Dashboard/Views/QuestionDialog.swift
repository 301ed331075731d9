internal import Cells
internal import Charts
internal import Themes

/// A question with the keys that answer it, over the body of the screen.
struct QuestionDialog {
  let title: String
  /// The keys and their effects.
  let answers: [(String, String)]
  let state: DashboardState
  let symbols: Symbols

  func draw(in rect: Rect, on grid: inout CellGrid) {
    let theme = state.theme
    let box = DialogFrame.centred(Size(58, answers.count + 4), in: rect)
    let inside = DialogFrame(title: title, state: state, symbols: symbols).draw(in: box, on: &grid)
    for (index, answer) in answers.enumerated() {
      let y = inside.y + 1 + index
      grid.write(answer.0.leftPadded(to: 3), at: inside.x + 1, y, theme.style(.strong, .bold))
      grid.write(answer.1, at: inside.x + 6, y, theme.style(.text), limit: inside.width - 7)
    }
  }
}
