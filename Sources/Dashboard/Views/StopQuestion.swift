internal import Cells
internal import Charts
internal import Dialogs

/// The question before training ends within an epoch.
struct StopQuestion {
  let state: DashboardState
  let symbols: Symbols

  private static let answers = [
    ("y", "stop after this batch and save"),
    ("s", "stop after this epoch"),
    ("esc", "keep training"),
  ]

  func draw(in rect: Rect, on grid: inout CellGrid) {
    QuestionDialog(
      title: "Stop training now?", answers: Self.answers, theme: state.theme, symbols: symbols
    )
    .draw(in: rect, on: &grid)
  }
}
