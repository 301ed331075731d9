internal import Cells
internal import Charts
internal import OrderedCollections
internal import Playbacks
internal import RunModel
internal import Simulation
internal import Themes

/// The charts of one run, with overlaid curves of others, and its event strip.
struct RunCharts {
  /// Another run.
  struct Other {
    var number: Int
    var history: RunHistory
  }

  let state: DashboardState
  let symbols: Symbols
  let axis: TimeAxis
  let history: RunHistory
  /// True when this is the chosen run, on which callbacks are tried.
  var isChosen = true
  var others: [Other] = []
  /// The runs whose charts stand beside these.
  var beside: [RunHistory] = []

  var theme: Theme { state.theme }

  func draw(in rect: Rect, on grid: inout CellGrid) {
    let (panels, strip) = rect.splitTop(rect.height - 2)
    var rest = panels
    let rateHeight = panels.height >= 12 && hasRates ? max(4, min(10, panels.height * 18 / 100)) : 0
    let curves = panels.height - rateHeight
    if !hasSecond {
      // The only curve of a log gets all the room.
      drawLoss(in: rest.splitTop(curves).top, on: &grid)
      rest = rest.splitTop(curves).rest
    } else if curves >= 8 {
      let (top, below) = rest.splitTop((curves + 1) / 2)
      drawLoss(in: top, on: &grid)
      let (middle, bottom) = below.splitTop(curves / 2)
      drawMetric(in: middle, on: &grid)
      rest = bottom
    } else {
      let (left, right) = rest.splitTop(curves).top.splitLeft(rest.width / 2)
      drawLoss(in: left, on: &grid)
      drawMetric(in: right, on: &grid)
      rest = rest.splitTop(curves).rest
    }
    if rateHeight > 0 { drawRate(in: rest, on: &grid) }
    EventStripView(state: state, symbols: symbols, axis: axis, history: history, stop: stop).draw(
      in: strip.inset(left: 1 + ChartsView.gutter, right: 1), on: &grid)
  }

  /// True when there is a learning rate to show; a log may have none.
  private var hasRates: Bool {
    guard let playback = state.playback else { return true }
    return state.isLive || state.whatIf != nil
      || !playback.overview.whole.learningRates.points.isEmpty
  }

  /// True when there is more to show than the first curve.
  private var hasSecond: Bool {
    state.playback == nil || state.isLive || state.shownCurve != nil
  }

  // MARK: The three charts

  private func drawLoss(in rect: Rect, on grid: inout CellGrid) {
    let curve = state.lossCurve.flatMap(own)
    let (train, isOfSteps) = trainSeries(curve)
    let mean = drawn(train, isOfSteps: isOfSteps)
    let validation = points(curve?.validation)
    var remarks = history.origin == .events ? ["box", "class"].compactMap(lossPart) : []
    if let last = mean.last {
      remarks.append(("train \(MetricFormat.metric(last.y))", theme.style(.train)))
    }
    if let last = validation.last {
      remarks.append(
        ("\(symbols.point) val \(MetricFormat.metric(last.y))", theme.style(.validation)))
    }
    var lines = otherLines(curve)
    if isOfSteps { lines.append(LineChart.Line(plain(train?.points ?? []), raw)) }
    lines += rawLines(behind: validation)
    lines += ownLines(mean, validation: smoothed(validation))
    var chart = chart(
      lines, curve, of: [curve?.train, curve?.validation],
      isLogarithmic: state.charts.isLossLogarithmic, range: state.charts.lossRange)
    let name = curve?.title.sanitized ?? "loss"
    let title = chart.yScale.isLogarithmic ? "\(name) (log)" : name
    // In a small range the labels differ in digits that the short form would drop.
    if chart.yScale.isLogarithmic, chart.yScale.upper > 1.5 * chart.yScale.lower {
      chart.labels = { MetricFormat.rates($0, width: ChartsView.gutter - 1) }
    }
    chart.hairline = hairline(curve)
    draw(
      chart, title, remarks, isEmpty: mean.isEmpty && validation.isEmpty, curve, in: rect, on: &grid
    )
  }

  /// The style of single steps behind their mean.
  private var raw: Style {
    Style(theme.color(.train).mixed(with: theme.color(.background), 0.6), on: nil, .dim)
  }

  /// A component of a detector's loss: of the steps, and of the validation set behind a point.
  private func lossPart(_ name: String) -> PanelFrame.Piece? {
    let steps = smoothed(history.stepSeries["\(name)_loss"]).last?.y
    guard let train = steps ?? history.epochSeries["\(name)_loss"]?.last else { return nil }
    let validation = history.epochSeries["val_\(name)_loss"]?.last.map {
      " \(symbols.point)\(MetricFormat.part($0))"
    }
    return ("\(name) \(MetricFormat.part(train))\(validation ?? "")", theme.style(.dim))
  }

  private func drawMetric(in rect: Rect, on grid: inout CellGrid) {
    guard let curve = state.shownCurve.flatMap(own), let judged = curve.judged else {
      draw(chart([]), "metric", [], isEmpty: true, in: rect, on: &grid)
      return
    }
    let (series, isOfSteps) =
      curve.validation == nil ? (history.stepSeries[judged], true) : trainSeries(curve)
    let train = drawn(series, isOfSteps: isOfSteps)
    let ends = history.epochSeries[judged]?.points ?? []
    var remarks: [PanelFrame.Piece] = []
    if let last = train.last {
      remarks.append(("train \(MetricFormat.metric(last.y))", theme.style(.train)))
    }
    // The validation curve may have steps, too.
    let late = curve.validation.flatMap { history.stepSeries[$0]?.points } ?? []
    let shownEnds = ends.isEmpty ? late : ends
    if let last = shownEnds.last {
      // Beside a training curve, text distinguishes it in addition to colour.
      let whose = train.isEmpty ? "" : "\(symbols.point) val "
      remarks.append((whose + MetricFormat.metric(last.y), theme.style(.validation)))
    }
    if let name = ap50Name, name != judged, let value = history.epochSeries[name]?.last {
      remarks.insert(("AP50 \(MetricFormat.metric(value))", theme.style(.dim)), at: 0)
    }
    let callbacks = isChosen ? state.callbacks : history.callbacks
    let watching = callbacks.first { $0.watchesPlateau && $0.monitor == judged }
    var lines = otherLines(curve)
    // The best value of a curve of steps is a single step, so the steps are drawn behind their mean.
    if isOfSteps, ends.isEmpty, late.isEmpty {
      lines.append(LineChart.Line(plain(series?.points ?? []), raw))
    }
    lines += rawLines(behind: shownEnds)
    lines += ownLines(train, validation: smoothed(shownEnds))
    var chart = chart(
      lines, curve, of: [curve.validation == nil ? curve.train : nil, curve.validation],
      including: watching?.valueToBeat, range: state.charts.metricRange)
    if let beat = watching?.valueToBeat {
      chart.levels = [LineChart.Level(beat, theme.style(.best))]
      remarks.append(("to beat \(MetricFormat.metric(beat))", theme.style(.best)))
    }
    if let best = history.best(of: curve, watching?.direction) {
      chart.star = (best.x, best.y, theme.style(.best, .bold))
      let position = axis.label(best.x)
      remarks.append(
        ("best \(MetricFormat.metric(best.y)) \(symbols.star) \(position)", theme.style(.best)))
    }
    chart.hairline = hairline(curve, watching?.direction)
    draw(
      chart, curve.title.sanitized, remarks, isEmpty: shownEnds.isEmpty && train.isEmpty, curve,
      in: rect, on: &grid)
  }

  /// The name of the mean average precision at an IoU of 0.5, shown beside that over all
  /// thresholds; nil without one.
  private var ap50Name: String? {
    guard state.isDetector else { return nil }
    return history.epochSeries.keys.first {
      $0.split(separator: "/").last?.hasSuffix("AP50") == true
    }
  }

  private func drawRate(in rect: Rect, on grid: inout CellGrid) {
    var points = plain(history.learningRates.points)
    if let last = points.last { points.append((max(last.x, history.position), last.y)) }
    let tried = isChosen ? triedRates : []
    var remarks: [PanelFrame.Piece] =
      history.learningRate.map { rate in
        // Beside a tried rate, text distinguishes it in addition to colour.
        let whose = tried.isEmpty ? "" : "recorded "
        return [(whose + MetricFormat.rate(rate), theme.style(.learningRate))]
      } ?? []
    var lines = [LineChart.Line(points, theme.style(.learningRate), .steps)]
    if !tried.isEmpty {
      lines.append(LineChart.Line(tried, theme.style(.edit), .steps))
      remarks.append(("tried \(MetricFormat.rate(tried.last?.y ?? 0))", theme.style(.edit)))
    }
    for index in lines.indices {
      lines[index].points = lines[index].points.map { ($0.x, MetricFormat.rounded(rate: $0.y)) }
    }
    var chart = chart(lines)
    let values = lines.flatMap { $0.points.map(\.y) }
    // A few rates get a row each, with their label beside it; a schedule has too many.
    if let stairs = Staircase(values, height: rect.height - 2) {
      for index in chart.lines.indices {
        chart.lines[index].points = chart.lines[index].points.map {
          ($0.x, stairs.position(of: $0.y))
        }
      }
      chart.yScale = AxisScale(0, Double(stairs.height))
      chart.ticks = stairs.levels.map(stairs.position)
      let labels = MetricFormat.rates(stairs.levels, width: ChartsView.gutter - 1)
      chart.labels = { _ in labels }
    } else {
      if let scale = AxisScale.fitting(values, isLogarithmic: true) { chart.yScale = scale }
      chart.labels = { MetricFormat.rates($0, width: ChartsView.gutter - 1) }
    }
    chart.hairline = rateHairline()
    draw(
      chart, "learning rate (log)", remarks, isEmpty: points.isEmpty && tried.isEmpty, in: rect,
      on: &grid)
  }

  /// The learning rates under the tried callbacks, up to the end of training that they would have
  /// caused.
  private var triedRates: [(x: Double, y: Double)] {
    guard let outcome = state.whatIf?.outcome else { return [] }
    var points = outcome.learningRates.compactMap { point in
      x(ofEpoch: point.x).map { (x: $0, y: point.y) }
    }
    let end = outcome.stop ?? outcome.epochs.last.map { Double($0.epoch + 1) }
    if let last = points.last, let end, let x = x(ofEpoch: end) {
      points.append((max(last.x, x), last.y))
    }
    return points
  }

  /// The coordinate of an epoch's end, counted from 1; nil beyond the log.
  func x(ofEpoch number: Double) -> Double? {
    guard let playback = state.playback else { return number }
    if number == 0 { return playback.overview.extents[playback.axis]?.lowerBound }
    return playback.overview.x(ofEpoch: number, on: playback.axis)
  }

  private func draw(
    _ chart: LineChart, _ title: String, _ remarks: [PanelFrame.Piece], isEmpty: Bool,
    _ curve: Curve? = nil, in rect: Rect, on grid: inout CellGrid
  ) {
    let inside = PanelFrame(
      title: (title, theme.style(.text, .bold)), remarks: remarks, style: theme.style(.quiet)
    ).draw(in: rect, on: &grid, symbols: symbols)
    if isEmpty {
      let text = absence(of: curve)
      grid.write(
        text, at: inside.x + max(0, (inside.width - text.cellWidth) / 2),
        inside.y + inside.height / 2, theme.style(.quiet))
      return
    }
    chart.draw(in: inside, gutter: ChartsView.gutter, on: &grid, symbols: symbols)
  }
}
