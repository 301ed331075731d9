internal import Cells
internal import Charts
internal import Simulation

/// What the tried callbacks would have done, in one line.
struct TrialLine {
  let whatIf: WhatIf
  let theme: Theme
  let symbols: Symbols

  func draw(in rect: Rect, _ row: Int, on grid: inout CellGrid) {
    let text = "what if: \(whatIf.outcome.verdict.headline)"
    grid.write(
      text.sanitized.truncated(to: rect.width - 2, ellipsis: symbols.ellipsis), at: rect.x + 1,
      row, theme.style(.edit, .bold))
  }
}
