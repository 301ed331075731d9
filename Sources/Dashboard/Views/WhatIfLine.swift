internal import Cells
internal import Charts
internal import RunDisplay
internal import Simulation
internal import Themes

/// The outcome of the tried callbacks in one line.
struct WhatIfLine {
  let whatIf: WhatIf
  let theme: Theme
  let symbols: Symbols

  func draw(in rect: Rect, _ row: Int, on grid: inout CellGrid) {
    let room = rect.width - 2
    let text = forms.first { $0.cellWidth <= room } ?? forms[forms.count - 1]
    grid.write(
      text.truncated(to: room, ellipsis: symbols.ellipsis), at: rect.x + 1, row,
      theme.style(.edit, .bold))
  }

  /// The sentence from the longest to the shortest form; the savings and the loss must stay
  /// readable.
  private var forms: [String] {
    let summary = whatIf.outcome.summary
    let short = summary.metric.lastPart
    return [
      "what if: \(summary.headline)", "what if: \(summary.headline(naming: short))",
      summary.headline(naming: short), summary.shortHeadline,
    ].map(\.sanitized)
  }
}
