package import Cells
package import Charts
package import Playbacks
package import RunComparison
internal import RunDisplay
internal import RunModel
internal import Themes

/// The overlaid runs in one row, each with its letter, its name, and its best value or the reason
/// why it is not drawn; in the order of the table of runs.
package struct RunLegend {
  let scene: ChartScene
  let playback: Playback
  let list: RunList
  let symbols: Symbols

  /// Creates the row of a playback of several runs.
  package init(scene: ChartScene, playback: Playback, symbols: Symbols, list: RunList) {
    self.scene = scene
    self.playback = playback
    self.list = list
    self.symbols = symbols
  }

  private var theme: Theme { scene.theme }

  private struct Item {
    var number: Int
    var name = ""
    var best = ""
    /// The reason why the run is not drawn; empty when it is.
    var absence = ""
    var text: String { absence.isEmpty ? best : absence }
    /// The columns, with the blanks behind the entry.
    var width: Int { 2 + name.cellWidth + (text.isEmpty ? 0 : text.cellWidth + 1) + 2 }
  }

  private static let shortestName = 6

  /// Draws the row between two columns.
  package func draw(at start: Int, to end: Int, _ row: Int, on grid: inout CellGrid) {
    let room = end - start
    let numbers = scene.walk(through: list)
    var entries = numbers.map {
      Item(number: $0, best: best(of: $0), absence: absence(of: $0))
    }
    let shownNames = numbers.map { playback.overviews[$0].name }
    // Names that look alike say nothing.
    let shortest = min(
      room / 3, ShortNames.columns(for: shownNames, atLeast: Self.shortestName))
    var fixed = entries.reduce(0) { $0 + $1.width }
    if fixed + shortest * entries.count > room {
      // With many runs the letters matter more.
      for index in entries.indices { entries[index].best = "" }
      fixed = entries.reduce(0) { $0 + $1.width }
    }
    // Long names get the room that short ones leave.
    let widths = shownNames.map(\.sanitized.cellWidth)
    var each = max(shortest, widths.max() ?? 0)
    while each > shortest, widths.reduce(fixed - 2, { $0 + min($1, each) }) > room {
      each -= 1
    }
    let names = ShortNames.cut(shownNames, to: each, ellipsis: symbols.ellipsis)
    for index in entries.indices { entries[index].name = names[index] }
    // The chosen run stays; a note gives the number of runs that do not fit.
    var hidden = 0
    while entries.count > 1,
      entries.reduce(hidden > 0 ? 8 : -2, { $0 + $1.width }) > room,
      let last = entries.lastIndex(where: { $0.number != playback.chosen })
    {
      entries.remove(at: last)
      hidden += 1
    }
    var x = start
    for entry in entries { x += draw(entry, at: x, to: end, row, on: &grid) }
    if hidden > 0 {
      x += grid.write("+\(hidden) more", at: x, row, theme.style(.dim), limit: max(0, end - x)) + 2
    }
    let order = "by \(list.order.sentence)"
    if x + order.cellWidth <= end {
      grid.writeTrailing(order, endingAt: end, row, theme.style(.dim))
    }
  }

  private func draw(
    _ entry: Item, at start: Int, to end: Int, _ row: Int, on grid: inout CellGrid
  ) -> Int {
    let letter = playback.letter(entry.number)
    let isChosen = entry.number == playback.chosen
    let style = Style(letter.color(theme), on: nil, isChosen ? [.bold, .reverse] : .bold)
    grid.write(letter.text, at: start, row, style, limit: max(0, end - start))
    var x = start + 2
    x += grid.write(
      entry.name, at: x, row, isChosen ? theme.style(.strong, .bold) : Style(letter.color(theme)),
      limit: max(0, end - x))
    grid.write(
      entry.text, at: x + 1, row, theme.style(entry.absence.isEmpty ? .dim : .warning),
      limit: max(0, end - x - 1))
    return entry.width
  }

  private var shown: Curve? { scene.shownCurve ?? scene.lossCurve }

  /// The axis or metric that a run lacks; empty when it lacks nothing.
  private func absence(of number: Int) -> String {
    let overview = playback.overviews[number]
    if !overview.axes.contains(playback.axis) {
      return "no \(playback.axis.plural)"
    }
    guard let shown, overview.whole.curve(like: shown) == nil else { return "" }
    return "no \(shown.title.sanitized)"
  }

  /// The best value so far of the shown curve in a run.
  private func best(of number: Int) -> String {
    let history = number == playback.chosen ? scene.history : playback.others[number]
    guard let history, let shown, let curve = history.curve(like: shown),
      let best = history.best(
        of: curve, curve.direction ?? shown.direction, in: playback.window)
    else { return "" }
    return "\(symbols.star) \(MetricFormat.metric(best.y))"
  }
}
