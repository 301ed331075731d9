package import Cells
package import Charts
internal import MetricGrid
internal import OrderedCollections
internal import Playbacks
package import RunComparison
internal import RunDisplay
internal import RunModel
internal import Themes

/// The table of the shown runs: what each reached by the moment that is shown, and in which settings
/// they differ.
package struct RunsView {
  let scene: ChartScene
  let symbols: Symbols
  let list: RunList
  let isFocused: Bool

  /// Creates the panel.
  package init(scene: ChartScene, list: RunList, isFocused: Bool, symbols: Symbols) {
    self.scene = scene
    self.list = list
    self.isFocused = isFocused
    self.symbols = symbols
  }

  /// The rows of the whole table with its frame.
  package static func fullHeight(_ count: Int) -> Int { count + 3 }

  /// Draws the panel with its frame.
  package func draw(in rect: Rect, on grid: inout CellGrid) {
    guard let playback = scene.playback else { return }
    let theme = scene.theme
    let table = list.table(of: scene.comparedRuns)
    var frame = PanelFrame(title: ("runs", theme.style(.text, .bold)), style: theme.style(.quiet))
    if !list.filter.isEmpty {
      frame.details = [("/\(list.filter.sanitized)", theme.style(.edit))]
      frame.remarks = [
        ("\(table.rows.count) of \(playback.overviews.count)", theme.style(.dim))
      ]
    } else {
      if let best = table.best, playback.overviews.count > 2 {
        let name = playback.overviews[best].name.sanitized
        frame.details = [("best \(playback.letter(best).text) \(name)", theme.style(.best))]
      }
      frame.remarks = [("by \(list.order.sentence)", theme.style(.dim))]
    }
    let inside = frame.draw(in: rect, on: &grid, symbols: symbols)
    let hidden = Set(
      playback.overviews.indices.filter { list.hidden.contains(playback.overviews[$0].name) })
    let shown = RunTableView(
      table, chosen: playback.chosen, dimmed: hidden, isPointed: isFocused, theme: theme,
      symbols: symbols
    ).draw(in: inside.inset(right: 1), on: &grid)
    let more = table.rows.count - shown
    if more > 0, inside.height > 0 {
      grid.writeTrailing(
        " \(more) more ", endingAt: rect.maxX - 1, rect.maxY - 1, theme.style(.dim))
    }
    if table.rows.isEmpty, inside.height > 1 {
      MetricPattern.writeNoMatch(
        "run", list.filter, in: inside.inset(left: 3, top: 1, right: 1), theme.style(.dim),
        on: &grid)
    }
  }
}

extension RunsView {
  /// The index of the run in a row of the screen; nil outside the runs.
  package func run(at row: Int, in rect: Rect) -> Int? {
    table.run(at: row, in: Self.area(rect))
  }

  /// The order by the column whose title is at a cell of the screen; nil beside the titles.
  package func order(at column: Int, _ row: Int, in rect: Rect) -> RunOrder.Key? {
    table.order(at: column, row, in: Self.area(rect))
  }

  private var table: RunTableView {
    RunTableView(
      list.table(of: scene.comparedRuns), chosen: scene.playback?.chosen, isPointed: isFocused,
      theme: scene.theme, symbols: symbols)
  }

  /// The part of the panel with the table.
  private static func area(_ rect: Rect) -> Rect {
    rect.inset(left: 1, top: 1, right: 2, bottom: 1)
  }
}

extension ChartScene {
  /// The indices of the runs with curves in the order of their table.
  package func walk(through list: RunList) -> [Int] {
    let drawn = playback?.drawn ?? []
    let rows = list.table(of: comparedRuns).rows.map(\.number).filter(drawn.contains)
    return rows.isEmpty ? drawn : rows
  }

  /// The runs as of the moment that is shown, judged by the chosen metric.
  ///
  /// - Complexity: O(runs · points of the metric).
  package var comparedRuns: [ComparedRun] {
    guard let playback else { return [] }
    return playback.overviews.indices.map { number in
      let overview = playback.overviews[number]
      let history =
        number == playback.chosen ? history : playback.others[number] ?? overview.whole
      var run = ComparedRun(name: overview.name)
      (run.letter, run.settings) = (overview.letter, overview.settings)
      run.isLive = overview.isLive && overview.isSteerable
      run.state = overview.whole.origin == .log ? "" : overview.whole.status.word
      run.startTime = overview.whole.startTime.flatMap { $0 > 0 ? $0 : nil }
      run.epochs = number == playback.chosen ? history.epochs.count : overview.epochEnds.count
      run.plannedEpochs = overview.whole.info?.epochs ?? 0
      if overview.whole.origin == .log { run.planAsSet() }
      // The curve of another metric cannot stand for it.
      if let shown = shownCurve ?? lossCurve, let curve = history.curve(like: shown),
        curve.title == shown.title, let name = curve.judged,
        let series = history.epochSeries[name] ?? history.stepSeries[name]
      {
        run.judge(
          by: shown.judgedTitle, curve.direction ?? shown.direction, series,
          firstEpoch: playback.axis == .epoch ? overview.recorded.firstNumber : 1)
      }
      return run
    }
  }
}
