internal import Cells
internal import Charts
internal import MetricGrid
internal import OrderedCollections
internal import Playbacks
internal import RunModel
internal import Themes

/// The panel of a log without callbacks: the last and best value of each curve, and a hint that
/// callbacks can be tried.
struct MetricsView {
  let state: DashboardState
  let symbols: Symbols

  /// The greatest number of curves in the table.
  private static let limit = 24

  private var theme: Theme { state.theme }
  private var history: RunHistory { state.history }

  /// The curves in the table; nil when callbacks are shown instead.
  static func listed(_ state: DashboardState) -> [Curve]? {
    guard CallbacksView.isInviting(state) else { return nil }
    return Array(state.metrics.listed.prefix(limit))
  }

  /// The rows of the whole table, without its frame.
  static func fullHeight(_ state: DashboardState) -> Int {
    (listed(state)?.count ?? 0) + 4
  }

  func draw(in rect: Rect, on grid: inout CellGrid) {
    let inside = PanelFrame(
      title: ("metrics", theme.style(.text, .bold)), style: theme.style(.quiet)
    ).draw(in: rect, on: &grid, symbols: symbols)
    guard inside.height > 0, inside.width > 16 else { return }
    let words = EventsView.wrapped(invitation, to: inside.width - 2)
    let room = max(0, inside.height - words.count - 1)
    let curves = Self.listed(state) ?? []
    let end = inside.maxX - 1
    let columns = Columns(width: inside.width, end: end)
    if room > 1 {
      grid.writeTrailing("last", endingAt: columns.last, inside.y, theme.style(.quiet))
      if let best = columns.best {
        grid.writeTrailing("best", endingAt: best, inside.y, theme.style(.quiet))
      }
      if let position = columns.position {
        grid.writeTrailing("at", endingAt: position, inside.y, theme.style(.quiet))
      }
    }
    for (row, curve) in curves.prefix(max(0, room - 1)).enumerated() {
      draw(curve, at: inside.y + 1 + row, in: inside, columns, on: &grid)
    }
    let first = inside.y + inside.height - words.count
    for (row, line) in words.enumerated() where first + row < inside.maxY {
      grid.write(line, at: inside.x + 1, max(inside.y, first) + row, theme.style(.dim))
    }
  }

  /// The ends of the table's columns; nil for those without room.
  private struct Columns {
    let last: Int
    let best: Int?
    let position: Int?
    /// The columns of names.
    let name: Int

    init(width: Int, end: Int) {
      position = width >= 40 ? end : nil
      best = width >= 40 ? end - 6 : width >= 30 ? end : nil
      last = width >= 40 ? end - 16 : width >= 30 ? end - 9 : end
      name = width - (width >= 40 ? 28 : width >= 30 ? 20 : 12)
    }
  }

  private var invitation: String {
    state.playback?.overview.recorded.isEmpty == false
      ? "w tries EarlyStopping and ReduceLROnPlateau on it"
      : "no epochs in this log, so nothing to try"
  }

  private func draw(
    _ curve: Curve, at row: Int, in inside: Rect, _ columns: Columns, on grid: inout CellGrid
  ) {
    guard let name = curve.judged else { return }
    let series = history.epochSeries[name] ?? history.stepSeries[name]
    let isShown = curve == state.lossCurve || curve == state.shownCurve
    let room = columns.name
    var title = curve.title.sanitized
    if title.cellWidth > room { title = title.lastPart }
    grid.write(
      title.truncated(to: room, ellipsis: symbols.ellipsis), at: inside.x + 1, row,
      theme.style(isShown ? .strong : .dim))
    guard let last = series?.last else { return }
    grid.writeTrailing(
      MetricFormat.metric(last), endingAt: columns.last, row, theme.style(.text))
    guard let end = columns.best, let best = history.best(of: curve) else { return }
    grid.writeTrailing(MetricFormat.metric(best.y), endingAt: end, row, theme.style(.best))
    guard let end = columns.position else { return }
    let position = TimeAxis(state).label(best.x).filter { $0 != " " && $0 != "\u{202F}" }
    grid.writeTrailing(position, endingAt: end, row, theme.style(.dim))
  }
}
