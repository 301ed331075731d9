internal import Cells
internal import Charts
internal import RunModel
internal import Themes

/// One row of the class table.
struct ClassRow {
  /// The class's name, shortened to its column.
  let name: String
  let score: DetectionReport.ClassScore
  /// The average precision at the ends of epochs.
  let series: [Double]
  let isWorst: Bool
  let theme: Theme
  let symbols: Symbols

  /// The index of the class with the lowest average precision; the first of equals.
  static func worst(of classes: [DetectionReport.ClassScore]) -> Int? {
    let scored = classes.indices.filter { classes[$0].averagePrecision?.isFinite == true }
    return scored.min {
      (classes[$0].averagePrecision ?? 0, $0) < (classes[$1].averagePrecision ?? 0, $1)
    }
  }

  /// The difference of the average precision from its best, 0 or negative; nil without one.
  var change: Double? {
    guard let now = score.averagePrecision, now.isFinite else { return nil }
    let best = series.filter(\.isFinite).max() ?? now
    return min(0, now - best)
  }

  func draw(_ columns: ClassColumns, at left: Int, _ row: Int, on grid: inout CellGrid) {
    if isWorst { grid.put(symbols.direction.down, at: left, row, theme.style(.bad, .bold)) }
    grid.write(
      name, at: left + ClassColumns.margin, row, theme.style(isWorst ? .strong : .text))
    if let boxes = columns.boxes {
      grid.writeTrailing(
        MetricFormat.short(score.truths), endingAt: left + boxes, row, theme.style(.dim))
    }
    grid.writeTrailing(
      MetricFormat.share(score.averagePrecision), endingAt: left + columns.averagePrecision, row,
      theme.style(isWorst ? .bad : .validation))
    if let ap50 = columns.ap50 {
      grid.writeTrailing(
        MetricFormat.share(score.ap50), endingAt: left + ap50, row, theme.style(.dim))
    }
    if let end = columns.change { drawChange(endingAt: left + end, row, on: &grid) }
    if let curve = columns.curve {
      Sparkline(series, leastSpan: 0.05).draw(
        at: left + curve.x, row, width: curve.width, curveStyle, on: &grid, symbols: symbols)
    }
  }

  /// The style of the curve, fainter than the number beside it.
  private var curveStyle: Style {
    Style(theme.color(.validation).mixed(with: theme.color(.background), 0.35))
  }

  /// Draws a star at the best value, else the difference from it.
  private func drawChange(endingAt end: Int, _ row: Int, on grid: inout CellGrid) {
    guard let change else { return }
    // A difference that three decimals do not show counts as none.
    if change > -0.0005 {
      grid.put(symbols.star, at: end - 1, row, theme.style(.best))
      return
    }
    grid.writeTrailing(
      MetricFormat.share(change), endingAt: end, row,
      theme.style(change < -0.05 ? .warning : .dim))
  }
}
