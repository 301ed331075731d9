package import Cells
package import Charts
internal import RunDisplay
package import Simulation
package import Themes

/// The outcome of the tried callbacks in one line.
package struct WhatIfLine {
  private let whatIf: WhatIf
  private let theme: Theme
  private let symbols: Symbols

  /// Creates the line.
  package init(whatIf: WhatIf, theme: Theme, symbols: Symbols) {
    (self.whatIf, self.theme, self.symbols) = (whatIf, theme, symbols)
  }

  /// Draws the line in a row.
  ///
  /// - Returns: The column behind it.
  package func draw(in row: Rect, on grid: inout CellGrid) -> Int {
    let room = row.width - 2
    let text = forms.first { $0.cellWidth <= room } ?? forms[forms.count - 1]
    return row.x + 1
      + grid.write(
        text.cutBehindWord(to: room, ellipsis: symbols.ellipsis), at: row.x + 1, row.y,
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
