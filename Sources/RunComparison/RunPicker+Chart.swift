internal import Cells
internal import Charts
internal import RunModel
internal import Themes

/// The chart below the table: the chosen run among those that are judged by the same metric.
extension RunPicker {
  /// The fewest rows of the chart with its frame.
  private static let fewestRows = 9
  /// The most runs behind the chosen one; more are no picture any more.
  private static let mostBehind = 24
  /// The columns of the numbers beside the chart.
  private static let gutter = 9

  /// The rows of the table with its frame, and those of the chart: none where the table leaves too few.
  func parts(of body: Rect) -> (table: Rect, chart: Rect?) {
    let rows = max(Self.leastBody, table.rows.count + 3)
    guard body.height - rows >= Self.fewestRows,
      table.rows.contains(where: { $0.run.points.count > 1 })
    else { return (body, nil) }
    let (top, bottom) = body.splitTop(rows)
    return (top, bottom)
  }

  /// Draws the chart, titled by the chosen run and how it stands.
  func drawChart(in rect: Rect, _ theme: Theme, _ symbols: Symbols, on grid: inout CellGrid) {
    guard let row = table.rows.first(where: { $0.number == chosen }) else {
      PanelFrame(title: ("", .plain), style: theme.style(.quiet))
        .draw(in: rect, on: &grid, symbols: symbols)
      return
    }
    let run = row.run
    let inside = PanelFrame(
      title: (run.name.sanitized, Style(theme.run(row.letter), on: nil, .bold)),
      details: details(of: run, theme),
      remarks: [(run.metric.sanitized, theme.style(.dim))], style: theme.style(.quiet)
    ).draw(in: rect, on: &grid, symbols: symbols)
    let lines = lines(around: row, theme)
    let points = lines.flatMap(\.points)
    guard inside.height > 2, inside.width > 2 * Self.gutter else { return }
    guard !run.points.isEmpty, let low = points.map(\.x).min(), let high = points.map(\.x).max()
    else {
      let words = "no values yet"
      grid.write(
        words, at: inside.x + (inside.width - words.count) / 2, inside.y + inside.height / 2,
        theme.style(.quiet), limit: inside.width)
      return
    }
    let (area, below) = inside.inset(right: 1).splitTop(inside.height - 1)
    // Letters stand behind the ends of lines.
    var chart = LineChart(
      lines: lines, xScale: AxisScale(low, high + (high - low) * 0.03),
      yScale: .fitting(points.map(\.y) + [run.best?.value].compactMap(\.self)),
      guideStyle: Style(theme.color(.quiet).mixed(with: theme.color(.background), 0.55)),
      labelStyle: theme.style(.quiet))
    if let best = run.best { chart.star = (best.x, best.value, theme.style(.best, .bold)) }
    chart.draw(in: area, gutter: Self.gutter, on: &grid, symbols: symbols)
    let ticks = chart.xScale.ticks(max(2, min(8, area.width / 16)))
    AxisLabels(
      ticks: ticks, labels: MetricFormat.ticks(ticks), word: run.isOfSteps ? "step" : "epoch"
    ).draw(
      in: below, below: area.splitLeft(Self.gutter).rest, chart, theme.style(.quiet), on: &grid,
      symbols: symbols)
  }

  private func details(of run: ComparedRun, _ theme: Theme) -> [PanelFrame.Piece] {
    var details = [(run.state.sanitized, theme.style(run.isLive ? .good : .dim))]
    if let best = run.best {
      let words = "best \(MetricFormat.metric(best.value)) @\(RunColumns.x(best.x))"
      details.append((words, theme.style(.best)))
    }
    return details
  }

  /// The curves of runs that are judged as the chosen one is, marked ones bright, and its own at last.
  private func lines(around chosen: RunTable.Row, _ theme: Theme) -> [LineChart.Line] {
    let marked = marked
    let others = table.rows.filter { row in
      row.number != chosen.number && row.run.metric == chosen.run.metric
        && row.run.isOfSteps == chosen.run.isOfSteps && row.run.points.count > 1
    }
    let behind = others.filter { !marked.contains($0.number) }.prefix(Self.mostBehind)
    let beside = others.filter { marked.contains($0.number) }
    return (behind + beside + [chosen]).map { row in
      let letter = RunLetter(row.letter)
      let isFaint = row.number != chosen.number && !marked.contains(row.number)
      let color = isFaint ? letter.faintColor(theme) : letter.color(theme)
      var line = LineChart.Line(row.run.points.map { ($0.x, $0.y) }, Style(color))
      line.letter = letter.scalar
      if isFaint { line.pattern = .sparse }
      return line
    }
  }
}
