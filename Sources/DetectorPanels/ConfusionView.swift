package import Cells
package import Charts
internal import Detections
package import RunModel
package import Themes

/// The panel with the confusion matrix as a heat map.
package struct ConfusionView {
  private let history: RunHistory
  private let theme: Theme
  private let symbols: Symbols

  /// Creates the panel.
  package init(history: RunHistory, theme: Theme, symbols: Symbols) {
    self.history = history
    self.theme = theme
    self.symbols = symbols
  }

  /// The rows of the whole matrix, including its frame.
  package static func fullHeight(_ history: RunHistory) -> Int {
    3 + 2 * max(2, history.report?.confusion.count ?? 2)
  }

  /// Draws the panel with its frame.
  package func draw(in rect: Rect, on grid: inout CellGrid) {
    let down = symbols.direction.down
    let inside = PanelFrame(
      title: ("confusion", theme.style(.text, .bold)),
      remarks: [("true \(down) found \(symbols.arrow)", theme.style(.dim))],
      style: theme.style(.quiet)
    ).draw(in: rect, on: &grid, symbols: symbols)
    guard inside.height > 1, inside.width > 4 else { return }
    guard let report = history.report, !report.confusion.isEmpty else {
      let text = "nothing found yet"
      grid.write(
        text, at: inside.x + max(0, (inside.width - text.cellWidth) / 2),
        inside.y + inside.height / 2, theme.style(.quiet), limit: inside.width)
      return
    }
    let capacity = HeatMap.capacity(Size(inside.width, inside.height))
    let shown = ShownConfusion(report, capacity: min(capacity.rows, capacity.columns))
    HeatMap(
      shown.counts, rowNames: shown.names, columnNames: shown.names,
      labelStyle: theme.style(.dim), style: style
    ).draw(in: inside, on: &grid, symbols: symbols)
    if shown.othersCount > 0 { drawNote(shown.othersCount, in: rect, on: &grid) }
  }

  /// The style of a cell: one colour on the diagonal, another beside it, stronger for a greater
  /// share.
  private func style(_ row: Int, _ column: Int, _ share: Double) -> Style {
    let ground = theme.color(.background)
    guard share > 0 else { return Style(theme.color(.quiet), on: ground, .dim) }
    let accent = theme.color(row == column ? .validation : .warning)
    // A few in a thousand must be visible, too.
    let strength = 0.12 + 0.78 * share.squareRoot()
    let shade = ground.mixed(with: accent, strength)
    let isStrong = strength > 0.55
    return Style(
      isStrong ? ground : theme.color(.text), on: shade, row == column ? .bold : [])
  }

  private func drawNote(_ count: Int, in rect: Rect, on grid: inout CellGrid) {
    let text = " other: \(count == 1 ? "1 class" : "\(count) classes") "
    guard rect.width > text.cellWidth + 4 else { return }
    grid.writeTrailing(text, endingAt: rect.maxX - 2, rect.maxY - 1, theme.style(.dim))
  }
}
