package import Cells
package import Charts
internal import CurveStore
internal import MetricGrid
package import Recordings
internal import RunDisplay
internal import Themes

/// The pane with a histogram, a text or a precision-recall curve as of the moment, beside the list
/// of all of them.
package struct SummariesView {
  private let scene: SummaryScene
  private let symbols: Symbols

  private var theme: Theme { scene.theme }

  /// Creates the pane.
  package init(scene: SummaryScene, symbols: Symbols) {
    self.scene = scene
    self.symbols = symbols
  }

  /// Draws the pane with its frame.
  package func draw(in rect: Rect, on grid: inout CellGrid) {
    let inside = frame.draw(in: rect, on: &grid, symbols: symbols)
    guard inside.width > 8, inside.height > 1 else { return }
    let list = SummaryList(scene: scene, symbols: symbols)
    let (left, area) = Self.parts(of: inside, list)
    if left.width > 0 {
      list.draw(in: left, on: &grid)
      for y in left.y..<left.maxY {
        grid.put(symbols.down, at: left.maxX - 1, y, theme.style(.quiet))
      }
    }
    guard let reading = scene.reading else {
      let unmatched = scene.shown == nil ? scene.state.pattern : nil
      let text =
        unmatched.map { MetricPattern.noMatch("name", $0.text) } ?? "nothing logged yet"
      grid.write(
        text, at: area.x + max(0, (area.width - text.cellWidth) / 2), area.y + area.height / 2,
        theme.style(.quiet), limit: area.width)
      return
    }
    switch reading.value {
    case .histogram(let histogram): draw(histogram, reading, in: area, on: &grid)
    case .text(let texts): draw(texts, in: area, on: &grid)
    case .precisionRecall(let curve): draw(curve, in: area, on: &grid)
    }
  }

  /// The series in a row of the screen; nil outside the list.
  package func name(at column: Int, _ row: Int, in rect: Rect) -> SummaryName? {
    let inside = rect.inset(left: 1, top: 1, right: 1, bottom: 1)
    let list = SummaryList(scene: scene, symbols: symbols)
    let left = Self.parts(of: inside, list).list
    return left.contains(column: column, row: row) ? list.name(at: row, in: left) : nil
  }

  /// The list, and what is shown beside it.
  private static func parts(of inside: Rect, _ list: SummaryList) -> (list: Rect, value: Rect) {
    let width = list.width(in: inside)
    let (left, right) = inside.splitLeft(width)
    return (left, right.inset(left: width > 0 ? 1 : 0))
  }

  // MARK: The frame

  private var frame: PanelFrame {
    let listed = scene.listed
    var frame = PanelFrame(
      title: (scene.shown?.name.sanitized ?? "summaries", theme.style(.text, .bold)),
      style: theme.style(.quiet))
    if let pattern = scene.state.pattern {
      frame.details = [("/\(pattern.text.sanitized)", theme.style(.edit))]
      frame.remarks = [("\(listed.count) of \(scene.names.count)", theme.style(.dim))]
      return frame
    }
    if let reading = scene.reading { frame.details = details(of: reading) }
    if let shown = scene.shown, let index = listed.firstIndex(of: shown), listed.count > 1 {
      frame.remarks = [("\(index + 1)/\(listed.count)", theme.style(.dim))]
    }
    return frame
  }

  private func details(of reading: SummaryReading) -> [PanelFrame.Piece] {
    var details: [PanelFrame.Piece] = []
    switch reading.value {
    case .histogram(let histogram):
      let median = Double(Array(histogram.percentiles)[histogram.percentiles.count / 2])
      details.append(("median \(MetricFormat.metric(median))", theme.style(.validation)))
      let ends = [histogram.lower, histogram.upper].map { MetricFormat.metric(Double($0)) }
      details.append(("\(ends[0]) to \(ends[1])", theme.style(.dim)))
    case .text(let texts) where texts.count > 1:
      details.append(("\(texts.count) texts", theme.style(.dim)))
    case .text: break
    case .precisionRecall(let curve):
      if let best = curve.best {
        let mean = curve.balance(at: best)
        details.append(
          (
            "best F1 \(MetricFormat.share(mean)) from \(MetricFormat.share(curve.threshold(best), 2))",
            theme.style(.best)
          ))
      }
    }
    if let position = position(of: reading) { details.append((position, theme.style(.dim))) }
    return details
  }

  /// The position of the value on the axis, else its step.
  private func position(of reading: SummaryReading) -> String? {
    if let x = reading.x { return scene.axis.label(exactly: x) }
    return reading.step.map { "step \(MetricFormat.count(Double($0)))" }
  }

  // MARK: The values

  /// The greatest number of rows by which the shown text can be scrolled in a pane; 0 for other
  /// values.
  package func lastOffset(in rect: Rect) -> Int {
    guard case .text(let texts)? = scene.reading?.value else { return 0 }
    let list = SummaryList(scene: scene, symbols: symbols)
    let area = Self.parts(of: rect.inset(left: 1, top: 1, right: 1, bottom: 1), list).value
    return max(0, lines(of: texts, in: area).count - area.height)
  }

  private func lines(of texts: [String], in rect: Rect) -> [MarkdownText.Line] {
    texts.enumerated().flatMap { number, text in
      (number > 0 ? [[]] : [])
        + MarkdownText(text, width: rect.width - 2, theme: theme, symbols: symbols).lines
    }
  }

  private func draw(_ texts: [String], in rect: Rect, on grid: inout CellGrid) {
    let lines = lines(of: texts, in: rect)
    let offset = max(0, min(scene.state.offset, lines.count - rect.height))
    for (row, line) in lines.dropFirst(offset).prefix(rect.height).enumerated() {
      var x = rect.x + 1
      for piece in line {
        x += grid.write(
          piece.text, at: x, rect.y + row, piece.style, limit: max(0, rect.maxX - x))
      }
    }
    let below = lines.count - offset - rect.height
    if below > 0 {
      let text = " \(below) more lines, PgDn "
      grid.writeTrailing(text, endingAt: rect.maxX - 1, rect.maxY, theme.style(.dim))
    }
  }

  private func draw(
    _ curve: SummaryValue.PrecisionRecall, in rect: Rect, on grid: inout CellGrid
  ) {
    let points = zip(curve.precision, curve.recall).enumerated().map { index, values in
      PrecisionRecallChart.Point(
        recall: Double(values.1), precision: Double(values.0), threshold: curve.threshold(index))
    }
    PrecisionRecallChart(
      [PrecisionRecallChart.Curve("", points, theme.style(.validation))],
      hairline: scene.state.recall ?? curve.best.map { Double(curve.recall[$0]) },
      hairlineStyle: theme.style(.strong), hairlineGround: theme.color(.selection),
      guideStyle: theme.style(.quiet), labelStyle: theme.style(.dim)
    ).draw(in: rect.inset(right: 1), on: &grid, symbols: symbols)
  }

  /// The columns left of charts.
  private static let gutter = 8
  /// The fewest rows that have room for the histogram of the moment below the bands.
  private static let rowsForBoth = 13
  /// The fewest columns that have room for it beside them.
  private static let columnsForBoth = 90

  private func draw(
    _ histogram: Histogram, _ reading: SummaryReading, in rect: Rect, on grid: inout CellGrid
  ) {
    let rect = rect.inset(right: 1)
    var bands = rect
    var moment: Rect?
    if rect.height >= Self.rowsForBoth {
      (bands, moment) = rect.splitTop(rect.height * 3 / 5)
    } else if rect.width >= Self.columnsForBoth {
      (bands, moment) = rect.splitLeft(rect.width * 3 / 5)
    }
    // One histogram has no course.
    if reading.bands.count < 2 { (bands, moment) = (Rect(Size(0, 0)), rect) }
    drawBands(reading, in: bands, on: &grid)
    guard let moment else { return }
    HistogramChart(
      counts: histogram.counts.map(Double.init), lower: Double(histogram.lower),
      upper: Double(histogram.upper), style: theme.style(.validation),
      labelStyle: theme.style(.dim)
    ).draw(in: moment, gutter: Self.gutter, on: &grid, symbols: symbols)
  }

  private func drawBands(_ reading: SummaryReading, in rect: Rect, on grid: inout CellGrid) {
    let (area, row) = rect.splitTop(rect.height - 1)
    guard area.height > 1, area.width > Self.gutter + 1 else { return }
    let chart = BandChart(
      reading.bands.map { BandChart.Point(x: $0.x, values: $0.percentiles.map(Double.init)) },
      xScale: scene.axis.scale, color: theme.color(.validation), ground: theme.color(.background),
      guideStyle: theme.style(.quiet), labelStyle: theme.style(.dim))
    chart.draw(in: area, gutter: Self.gutter, on: &grid, symbols: symbols)
    let plot = area.inset(left: Self.gutter)
    let ticks = scene.axis.ticks(max(2, plot.width / 14))
    AxisLabels(ticks: ticks, labels: ticks.map { scene.axis.label($0) }, word: scene.axis.words)
      .draw(
        in: row, below: plot, LineChart(lines: [], xScale: scene.axis.scale), theme.style(.quiet),
        on: &grid, symbols: symbols)
  }
}
