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
    AnswersBox(title: "training is running", answers: Self.answers, state: state, symbols: symbols)
      .draw(in: rect, on: &grid)
  }
}
