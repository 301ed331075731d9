internal import Cells
internal import Charts
internal import Playbacks
internal import RunComparison
internal import RunDisplay
internal import RunModel
internal import Simulation
internal import Themes

/// The chart of the learning rate.
extension RunCharts {
  /// The most rates that are named where not all have a row; of more, as of a schedule, round ones are.
  private static let mostNamed = 8

  func drawRate(
    remarks pages: [PanelFrame.Piece], in rect: Rect, on grid: inout CellGrid
  ) {
    let points = rates(of: history)
    let tried = isChosen ? triedRates : []
    let style = ownLetter.map { Style($0.color(theme)) } ?? theme.style(.learningRate)
    var details: [PanelFrame.Piece] =
      history.learningRate.map { rate in
        // Beside a tried rate, text distinguishes it in addition to colour.
        let whose = tried.isEmpty ? ownLetter.map { "\($0.text) " } ?? "" : "recorded "
        return [(whose + rate.rateWords, style)]
      } ?? []
    let groups = history.rateGroups
    let others = history.curves.count(where: \.isLearningRate)
    if groups > 1 {
      details.append(("\(groups) groups", theme.style(.dim)))
    } else if others > 0 {
      details.append(("first of \(others + 1) groups", theme.style(.dim)))
    }
    var lines = [LineChart.Line(points, style, .steps)]
    lines[0].letter = ownLetter?.scalar
    if tried.isEmpty {
      lines = otherRates + scheduledLines + lines
      if let scheduled = history.scheduledRate, history.isOffSchedule {
        details.append(("schedule \(scheduled.rateWords)", theme.style(.dim)))
      }
    } else {
      lines.append(LineChart.Line(tried, theme.style(.edit), .steps))
      let word = scene.whatIf?.isRateAssumed == true ? "assumed" : "tried"
      details.append(("\(word) \((tried.last?.y ?? 0).rateWords)", theme.style(.edit)))
    }
    for index in lines.indices {
      lines[index].points = inView(lines[index].points)
        .map { ($0.x, MetricFormat.rounded(rate: $0.y)) }
    }
    var chart = chart(lines)
    let values = lines.flatMap { $0.points.map { $0.y } } + ratesBeside
    let width = ChartsView.gutter - 1
    // A few rates get a row each, with their label beside it; a schedule has too many.
    if let stairs = Staircase(values, height: rect.height - 2),
      // A constant rate has room for numbers beside its own.
      stairs.levels.count > 1 || stairs.height < LineChart.fewestLabelledRows
    {
      for index in chart.lines.indices {
        chart.lines[index].points = chart.lines[index].points.map {
          ($0.x, stairs.position(of: $0.y))
        }
      }
      chart.yScale = AxisScale(0, Double(stairs.height))
      chart.ticks = stairs.levels.map(stairs.position)
      let labels = MetricFormat.distinct(
        MetricFormat.rates(stairs.levels, width: width), of: stairs.levels, width: width)
      chart.labels = { _ in labels }
    } else {
      if let scale = AxisScale.fitting(values, isLogarithmic: true) { chart.yScale = scale }
      // Steps are named by their own rates, even where some have no row of their own.
      let levels = Staircase.levels(of: values, atMost: Self.mostNamed)
      if let levels, levels.count > 1 { chart.ticks = levels }
      chart.labels = { MetricFormat.rates($0, width: width) }
    }
    chart.hairline = rateHairline()
    draw(
      chart, "learning rate", details, remarks: [("log", theme.style(.quiet))] + pages,
      absence: points.isEmpty && tried.isEmpty ? absence(of: nil) : nil, in: rect, on: &grid)
  }

  /// The steps that are in view, from the one that it begins in: no other rate has a row or a label.
  func inView(_ points: [(x: Double, y: Double)]) -> [(x: Double, y: Double)] {
    guard let window = scene.playback?.window,
      let first = points.lastIndex(where: { $0.x <= window.lowerBound }) ?? points.indices.first
    else { return points }
    var shown = points[first...].prefix { $0.x <= window.upperBound }
    if let last = shown.last, shown.endIndex < points.endIndex {
      shown.append((window.upperBound, last.y))
    }
    return Array(shown)
  }

  /// The learning rates of a run, the last one up to where the run is.
  private func rates(of history: RunHistory) -> [(x: Double, y: Double)] {
    var points = plain(history.learningRates.points)
    if let last = points.last { points.append((max(last.x, history.position), last.y)) }
    return points
  }

  /// The learning rates of the other runs, each with its letter at its end.
  private var otherRates: [LineChart.Line] {
    others.compactMap { other in
      line(rates(of: other.history), of: other, .steps)
    }
  }

  /// The rates that the schedule alone would have set, where others were in effect.
  private var scheduledLines: [LineChart.Line] {
    history.scheduledCurves.map { LineChart.Line(plain($0), theme.style(.dim), .steps) }
  }

  /// The learning rates under the tried callbacks, up to the end of training that they would have
  /// caused.
  private var triedRates: [(x: Double, y: Double)] {
    guard let outcome = scene.whatIf?.outcome else { return [] }
    var points = outcome.learningRates.compactMap { point in
      x(ofEpoch: point.x).map { (x: $0, y: point.y) }
    }
    let end = outcome.stop ?? outcome.epochs.last.map { Double($0.epoch + 1) }
    if let last = points.last, let end, let x = x(ofEpoch: end) {
      points.append((max(last.x, x), last.y))
    }
    return points
  }
}
