package import Cells
package import Charts
internal import Detections
package import RunModel
package import Themes

/// The panel with the average precision that each kind of error costs.
package struct ErrorsView {
  private let history: RunHistory
  private let theme: Theme
  private let symbols: Symbols

  /// Creates the panel.
  package init(history: RunHistory, theme: Theme, symbols: Symbols) {
    self.history = history
    self.theme = theme
    self.symbols = symbols
  }

  /// True when the run tells errors, or has not been evaluated yet.
  package static func isShown(_ history: RunHistory) -> Bool {
    history.report.map { $0.errors != nil } ?? !history.samples.isEmpty
  }

  /// The least cost of a full bar, so that small ones do not look large.
  private static let leastScale = 0.05

  /// Draws the panel with its frame.
  package func draw(in rect: Rect, on grid: inout CellGrid) {
    let lost = LostPrecision(history)
    let inside = PanelFrame(
      title: ("errors", theme.style(.text, .bold)), details: details(lost),
      remarks: remarks(lost), style: theme.style(.quiet)
    ).draw(in: rect, on: &grid, symbols: symbols)
    guard inside.height > 1, inside.width > 12 else { return }
    guard let lost else {
      let text = "nothing found yet"
      grid.write(
        text, at: inside.x + max(0, (inside.width - text.cellWidth) / 2),
        inside.y + inside.height / 2, theme.style(.quiet), limit: inside.width)
      return
    }
    draw(lost, in: inside, on: &grid)
    drawNote(in: rect, on: &grid)
  }

  private func details(_ lost: LostPrecision?) -> [PanelFrame.Piece] {
    guard let precision = lost?.averagePrecision else { return [] }
    return [("AP50 \(MetricFormat.share(precision))", theme.style(.validation))]
  }

  private func remarks(_ lost: LostPrecision?) -> [PanelFrame.Piece] {
    guard let lost, let largest = lost.largest else { return [] }
    let name = lost.kinds[largest].name.sanitized
    return [
      (
        "largest \(symbols.direction.up) \(name.truncated(to: 20, ellipsis: symbols.ellipsis))",
        theme.style(.bad)
      )
    ]
  }

  private func draw(_ lost: LostPrecision, in inside: Rect, on grid: inout CellGrid) {
    let rows = lost.kinds + lost.sums
    let columns = ErrorColumns(
      width: inside.width,
      hasRows: inside.height > 2 * lost.kinds.count + lost.sums.count,
      longestName: rows.reduce(5) { max($0, min(24, $1.name.sanitized.cellWidth)) })
    let best: PanelFrame.Piece =
      lost.isBest ? ("\(symbols.star) best", theme.style(.best)) : ("to best", theme.style(.quiet))
    columns.drawHeader(at: inside.x, inside.y, change: best, theme.style(.quiet), on: &grid)
    let scale = max(Self.leastScale, rows.map(\.gain).filter(\.isFinite).max() ?? 0)
    // A blank row sets the sums apart, where there is room.
    let height = lost.kinds.count * (columns.isBarBelow ? 2 : 1)
    let gap = inside.height > 1 + height + lost.sums.count ? 1 : 0
    for (index, row) in rows.enumerated() {
      let isSum = index >= lost.kinds.count
      let y =
        inside.y + 1
        + (isSum ? height + gap + index - lost.kinds.count : index * (columns.isBarBelow ? 2 : 1))
      guard y < inside.maxY else { break }
      ErrorRow(
        row: row, isLargest: index == lost.largest,
        // Only the kinds have rows for bars of their own.
        scale: isSum && columns.isBarBelow ? 0 : scale, theme: theme, symbols: symbols
      ).draw(columns, at: inside.x, y, on: &grid)
    }
  }

  /// Draws the meaning of the numbers into the lower border.
  private func drawNote(in rect: Rect, on grid: inout CellGrid) {
    let text = " costs: AP50 gained if fixed "
    guard rect.width > text.cellWidth + 4 else { return }
    grid.writeTrailing(text, endingAt: rect.maxX - 2, rect.maxY - 1, theme.style(.dim))
  }
}
