internal import Cells
internal import Charts

/// The question before a run that trains is left.
struct QuitView {
  let state: DashboardState
  let symbols: Symbols

  private static let answers = [
    ("y", "stop now, run the end-of-training chain, leave"),
    ("s", "stop after this epoch, then leave"),
    ("h", "leave the screen, go on training without it"),
    ("esc", "stay"),
  ]

  func draw(in rect: Rect, on grid: inout CellGrid) {
    let theme = state.theme
    let box = Box.centred(Size(58, Self.answers.count + 4), in: rect)
    let inside = Box(title: "training is running", state: state, symbols: symbols)
      .draw(in: box, on: &grid)
    for (index, answer) in Self.answers.enumerated() {
      let y = inside.y + 1 + index
      grid.write(answer.0.leftPadded(to: 3), at: inside.x + 1, y, theme.style(.strong, .bold))
      grid.write(answer.1, at: inside.x + 6, y, theme.style(.text), limit: inside.width - 7)
    }
  }
}
