internal import Cells
internal import Charts
internal import RunModel

/// The two rows under the charts: what happened when, and the epochs.
struct RailView {
  let state: DashboardState
  let symbols: Symbols
  let axis: TimeAxis

  func draw(in rect: Rect, on grid: inout CellGrid) {
    guard rect.width > 4, rect.height >= 2 else { return }
    let theme = state.theme
    let chart = LineChart(lines: [], xScale: axis.scale)
    for x in rect.x..<rect.maxX { grid.put(symbols.across, at: x, rect.y, theme.style(.quiet)) }
    var shown: [Int: RailMark.Kind] = [:]
    for mark in state.history.marks {
      guard let column = chart.column(of: mark.x, in: rect, symbols: symbols) else { continue }
      if let known = shown[column], known.importance > mark.kind.importance { continue }
      shown[column] = mark.kind
    }
    for (column, kind) in shown {
      grid.put(kind.symbol(symbols), at: column, rect.y, theme.style(kind.role, .bold))
    }
    drawNumbers(chart, in: rect, on: &grid)
    drawCursor(chart, in: rect, on: &grid)
  }

  private func drawNumbers(_ chart: LineChart, in rect: Rect, on grid: inout CellGrid) {
    let style = state.theme.style(.quiet)
    let end = rect.maxX
    var next = rect.x
    for tick in axis.scale.ticks(max(2, rect.width / 12)) where tick == tick.rounded() {
      guard let column = chart.column(of: tick, in: rect, symbols: symbols) else { continue }
      let label = "\(Int(tick))"
      let start = min(column - (label.count - 1) / 2, end - label.count)
      if start < next { continue }
      grid.write(label, at: start, rect.y + 1, style)
      next = start + label.count + 1
    }
    if end - 6 > next { grid.writeTrailing("epoch", endingAt: end, rect.y + 1, style) }
  }

  /// The words of the event that the cursor is on, in place of the epochs.
  private func drawCursor(_ chart: LineChart, in rect: Rect, on grid: inout CellGrid) {
    let marks = state.history.marks
    guard let cursor = state.markCursor, marks.indices.contains(cursor) else { return }
    let mark = marks[cursor]
    let theme = state.theme
    if let column = chart.column(of: mark.x, in: rect, symbols: symbols) {
      grid.restyle(Rect(x: column, y: rect.y, width: 1, height: 1)) { $0.adding(.reverse) }
    }
    grid.fill(
      Rect(x: rect.x, y: rect.y + 1, width: rect.width, height: 1),
      with: Cell(" ", theme.style(.text).on(theme.color(.background))))
    let place =
      "\(cursor + 1)/\(marks.count) epoch \(MetricFormat.ticks([mark.x, mark.x + 0.01])[0])"
    let used = grid.write(place, at: rect.x, rect.y + 1, theme.style(.dim))
    grid.write(
      mark.text.sanitized.truncated(to: rect.width - used - 2, ellipsis: symbols.ellipsis),
      at: rect.x + used + 2, rect.y + 1, theme.style(mark.kind.role))
  }
}
