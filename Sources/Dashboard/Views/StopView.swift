internal import Cells
internal import Charts

/// The question before training is ended within an epoch.
struct StopView {
  let state: DashboardState
  let symbols: Symbols

  private static let answers = [
    ("y", "stop after this batch, run the end of training"),
    ("s", "stop after this epoch"),
    ("esc", "train on"),
  ]

  func draw(in rect: Rect, on grid: inout CellGrid) {
    AnswersBox(title: "stop training now?", answers: Self.answers, state: state, symbols: symbols)
      .draw(in: rect, on: &grid)
  }
}
