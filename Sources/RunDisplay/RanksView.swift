package import Cells
package import Charts
package import RunModel
package import Themes

/// The panel with a gauge for each rank: the part of a step in which it computes.
package struct RanksView {
  private let history: RunHistory
  private let theme: Theme
  private let symbols: Symbols
  private let summary: RankSummary

  /// The part of its time by which a rank must be slower to be marked.
  private static let marked = 0.05

  /// Creates the panel.
  ///
  /// - Parameter history: The run as of the moment that is shown.
  package init(history: RunHistory, theme: Theme, symbols: Symbols) {
    self.history = history
    self.theme = theme
    self.symbols = symbols
    summary = RankSummary(history.ranks)
  }

  /// True when several processes train the run.
  package static func isShown(_ history: RunHistory) -> Bool { !history.ranks.isEmpty }

  /// Draws the panel with its frame.
  package func draw(in rect: Rect, on grid: inout CellGrid) {
    let waiting = summary.waiting.map { "\(RankSummary.percent($0)) % waiting" }
    let inside = PanelFrame(
      title: ("ranks", theme.style(.text, .bold)),
      details: [(place, theme.style(.dim))],
      remarks: waiting.map { [($0, theme.style(.dim))] } ?? [], style: theme.style(.quiet)
    ).draw(in: rect, on: &grid, symbols: symbols)
    let columns = RankColumns(width: inside.width, history.ranks)
    guard inside.height > 1, columns.bar.width > 4 else { return }
    columns.drawHeader(
      at: inside.x, inside.y, unit: history.info?.speedUnit.sanitized ?? "", theme.style(.quiet),
      on: &grid)
    let room = inside.height - 1
    let shown = rows(room)
    for (line, rank) in shown.enumerated() {
      draw(rank, columns, at: inside.x, inside.y + 1 + line, on: &grid)
    }
    if shown.count < history.ranks.count {
      let text = " the slowest \(shown.count) of \(history.ranks.count) "
      guard rect.width > text.cellWidth + 4 else { return }
      grid.writeTrailing(text, endingAt: rect.maxX - 2, rect.maxY - 1, theme.style(.dim))
    }
  }

  /// The numbers behind the title.
  private var place: String {
    summary.hosts > 1 ? "\(summary.count) on \(summary.hosts) hosts" : "\(summary.count)"
  }

  /// The ranks that are shown: all in their order, or those that compute longest.
  private func rows(_ room: Int) -> [Int] {
    let all = Array(history.ranks.indices)
    guard all.count > room else { return all }
    return Array(
      all.sorted { history.ranks[$0].computing > history.ranks[$1].computing }.prefix(room))
  }

  private func draw(
    _ rank: Int, _ columns: RankColumns, at left: Int, _ y: Int, on grid: inout CellGrid
  ) {
    let load = history.ranks[rank]
    let isSlowest =
      summary.slowest.map { $0.rank == rank && $0.excess >= Self.marked } ?? false
    let style = theme.style(isSlowest ? .warning : .text)
    grid.writeTrailing("\(rank)", endingAt: left + columns.number, y, style)
    if let host = columns.host {
      grid.write(
        load.host.sanitized.truncated(to: host.width, ellipsis: symbols.ellipsis),
        at: left + host.x, y, theme.style(.dim))
    }
    guard let share = load.waitingShare else { return }
    FillBar(1 - share).draw(
      at: left + columns.bar.x, y, width: columns.bar.width,
      full: theme.style(isSlowest ? .warning : .train), empty: theme.style(.quiet), on: &grid,
      symbols: symbols)
    grid.writeTrailing(
      "\(RankSummary.percent(share)) %", endingAt: left + columns.waiting, y, theme.style(.text))
    if let rate = columns.rate {
      grid.writeTrailing(
        MetricFormat.count(Double(load.samples) / load.seconds), endingAt: left + rate, y,
        theme.style(.dim))
    }
  }
}

/// The columns of the panel of ranks; those that do not fit are left out.
struct RankColumns {
  /// The end of the column of numbers, from the left edge.
  let number: Int
  /// The start and width of the hosts' names; nil when they are left out.
  let host: (x: Int, width: Int)?
  /// The start and width of the gauge.
  let bar: (x: Int, width: Int)
  /// The end of the column of waiting.
  let waiting: Int
  /// The end of the column of speeds; nil when it is left out.
  let rate: Int?

  /// Lays the columns out.
  init(width: Int, _ loads: [RankLoad]) {
    number = max(4, "\(loads.count)".count)
    let longest = loads.reduce(0) { max($0, min(20, $1.host.sanitized.cellWidth)) }
    let hasHost = longest > 0 && width >= number + longest + 24
    host = hasHost ? (number + 2, max(4, longest)) : nil
    let start = number + 2 + (hasHost ? max(4, longest) + 2 : 0)
    let hasRate = width >= start + 30
    rate = hasRate ? width : nil
    waiting = width - (hasRate ? 10 : 0)
    bar = (start, min(60, waiting - 9 - start))
  }

  /// Draws the names of the columns.
  func drawHeader(
    at left: Int, _ y: Int, unit: String, _ style: Style, on grid: inout CellGrid
  ) {
    grid.writeTrailing("rank", endingAt: left + number, y, style)
    if let host { grid.write("host", at: left + host.x, y, style) }
    grid.write("computing", at: left + bar.x, y, style, limit: bar.width)
    grid.writeTrailing("waiting", endingAt: left + waiting, y, style)
    if let rate { grid.writeTrailing(unit, endingAt: left + rate, y, style) }
  }
}
