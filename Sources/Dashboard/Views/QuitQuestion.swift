internal import Cells
internal import Charts
internal import Dialogs

/// The question before the screen of a running training is left.
struct QuitQuestion {
  let state: DashboardState
  let symbols: Symbols

  private static let answers = [
    ("y", "stop now, save and quit"),
    ("s", "stop after this epoch, then quit"),
    ("h", "leave the screen; training continues"),
    ("esc", "stay"),
  ]

  private static let scriptAnswers = [
    ("y", "stop the script and quit"),
    ("h", "leave the screen; the script keeps running"),
    ("esc", "stay"),
  ]

  func draw(in rect: Rect, on grid: inout CellGrid) {
    QuestionDialog(
      title: "Quit?", answers: state.isScript ? Self.scriptAnswers : Self.answers,
      theme: state.theme, symbols: symbols
    )
    .draw(in: rect, on: &grid)
  }
}
