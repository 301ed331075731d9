internal import Cells
internal import Charts
internal import OrderedCollections
internal import RunModel

/// The curves: loss, the metric, the learning rate, and the rail of events below them.
struct ChartsView {
  let state: DashboardState
  let symbols: Symbols

  static let gutter = 8
  private var theme: Theme { state.theme }
  private var history: RunHistory { state.history }

  func draw(in rect: Rect, on grid: inout CellGrid) {
    let (panels, rail) = rect.splitTop(rect.height - 2)
    let axis = TimeAxis(history)
    var rest = panels
    let rateHeight = panels.height >= 12 ? max(4, min(10, panels.height * 18 / 100)) : 0
    let curves = panels.height - rateHeight
    if curves >= 8 {
      let (top, below) = rest.splitTop((curves + 1) / 2)
      drawLoss(axis, in: top, on: &grid)
      let (middle, bottom) = below.splitTop(curves / 2)
      drawMetric(axis, in: middle, on: &grid)
      rest = bottom
    } else {
      let (left, right) = rest.splitTop(curves).top.splitLeft(rest.width / 2)
      drawLoss(axis, in: left, on: &grid)
      drawMetric(axis, in: right, on: &grid)
      rest = rest.splitTop(curves).rest
    }
    if rateHeight > 0 { drawRate(axis, in: rest, on: &grid) }
    RailView(state: state, symbols: symbols, axis: axis).draw(
      in: rail.inset(left: 1 + Self.gutter, right: 1), on: &grid)
  }

  // MARK: The three charts

  private func drawLoss(_ axis: TimeAxis, in rect: Rect, on grid: inout CellGrid) {
    let train = history.stepSeries["loss"]?.points ?? []
    let validation = history.epochSeries["val_loss"]?.points ?? []
    var remarks = ["box", "class"].compactMap(lossPart)
    if let last = smoothed(train).last {
      remarks.append(("train \(MetricFormat.metric(last.y))", theme.style(.train)))
    }
    if let last = validation.last {
      remarks.append(
        ("\(symbols.point) val \(MetricFormat.metric(last.y))", theme.style(.validation)))
    }
    let raw = Style(theme.color(.train).mixed(with: theme.color(.background), 0.6), on: nil, .dim)
    let lines = [
      LineChart.Line(train.map { ($0.x, $0.y) }, raw),
      LineChart.Line(smoothed(train), theme.style(.train)),
      LineChart.Line(validation.map { ($0.x, $0.y) }, theme.style(.validation), .marked),
    ]
    var chart = chart(lines, axis, isLogarithmic: state.isLossLogarithmic)
    let title = chart.yScale.isLogarithmic ? "loss (log)" : "loss"
    if chart.yScale.isLogarithmic { chart.labels = { $0.map(MetricFormat.rate) } }
    draw(
      chart, title, remarks,
      isEmpty: train.isEmpty && validation.isEmpty, in: rect, on: &grid)
  }

  /// A part of a detector's loss: of the steps, and of the validation set behind a point.
  private func lossPart(_ name: String) -> PanelFrame.Piece? {
    let steps = smoothed(history.stepSeries["\(name)_loss"]?.points ?? []).last?.y
    guard let train = steps ?? history.epochSeries["\(name)_loss"]?.last else { return nil }
    let validation = history.epochSeries["val_\(name)_loss"]?.last.map {
      " \(symbols.point)\(MetricFormat.part($0))"
    }
    return ("\(name) \(MetricFormat.part(train))\(validation ?? "")", theme.style(.dim))
  }

  /// The running mean of the steps, where there are enough to need one.
  private func smoothed(_ points: [SeriesPoint]) -> [(x: Double, y: Double)] {
    guard points.count > 8 else { return points.map { ($0.x, $0.y) } }
    let means = Smoothing.average(points.map(\.y), weight: 0.9)
    return zip(points, means).map { ($0.x, $1) }
  }

  private func drawMetric(_ axis: TimeAxis, in rect: Rect, on grid: inout CellGrid) {
    guard let name = state.shownMetric else {
      draw(chart([], axis), "metric", [], isEmpty: true, in: rect, on: &grid)
      return
    }
    let steps = history.stepSeries[name]?.points ?? []
    let twin = history.epochSeries["val_" + name] != nil ? "val_" + name : name
    let ends = history.epochSeries[twin]?.points ?? []
    var remarks: [PanelFrame.Piece] = []
    if !steps.isEmpty, let last = smoothed(steps).last {
      remarks.append(("train \(MetricFormat.metric(last.y))", theme.style(.train)))
    }
    if let last = ends.last {
      remarks.append((MetricFormat.metric(last.y), theme.style(.validation)))
    }
    if let name = ap50Name, name != twin, let value = history.epochSeries[name]?.last {
      remarks.insert(("AP50 \(MetricFormat.metric(value))", theme.style(.dim)), at: 0)
    }
    let watching = history.callbacks.first { $0.patience != nil && $0.monitor == twin }
    var lines = [LineChart.Line(ends.map { ($0.x, $0.y) }, theme.style(.validation), .marked)]
    if !steps.isEmpty { lines.insert(LineChart.Line(smoothed(steps), theme.style(.train)), at: 0) }
    let direction = watching?.direction ?? (name.contains("loss") ? .min : .max)
    let best = history.epochSeries[twin]?.best(direction)
    var chart = chart(lines, axis, including: watching?.valueToBeat)
    if let beat = watching?.valueToBeat {
      chart.levels = [LineChart.Level(beat, theme.style(.best))]
      remarks.append(("to beat \(MetricFormat.metric(beat))", theme.style(.best)))
    }
    if let best {
      chart.star = (best.x, best.y, theme.style(.best, .bold))
      remarks.append(
        ("best \(MetricFormat.metric(best.y)) \(symbols.star) \(Int(best.x))", theme.style(.best)))
    }
    draw(
      chart, twin.sanitized, remarks, isEmpty: ends.isEmpty && steps.isEmpty, in: rect, on: &grid)
  }

  /// Beside a detector's mean average precision: what it is at an IoU of 0.5, if that is told.
  private var ap50Name: String? {
    guard state.isDetector else { return nil }
    return history.epochSeries.keys.first {
      $0.split(separator: "/").last?.hasSuffix("AP50") == true
    }
  }

  private func drawRate(_ axis: TimeAxis, in rect: Rect, on grid: inout CellGrid) {
    var points = history.learningRates.points.map { (x: $0.x, y: $0.y) }
    if let last = points.last { points.append((max(last.x, history.position), last.y)) }
    let remarks: [PanelFrame.Piece] =
      history.learningRate.map { [(MetricFormat.rate($0), theme.style(.learningRate))] } ?? []
    let scale = AxisScale.fitting(points.lazy.map(\.y), isLogarithmic: true)
    var chart = chart([LineChart.Line(points, theme.style(.learningRate), .steps)], axis)
    if let scale { chart.yScale = scale }
    // The rates that there were say more than round numbers.
    chart.ticks = Set(points.map(\.y)).sorted()
    chart.labels = { $0.map(MetricFormat.rate) }
    draw(chart, "learning rate (log)", remarks, isEmpty: points.isEmpty, in: rect, on: &grid)
  }

  // MARK: What they share

  private func chart(
    _ lines: [LineChart.Line], _ axis: TimeAxis, isLogarithmic: Bool = false,
    including extra: Double? = nil
  ) -> LineChart {
    var chart = LineChart(
      lines: lines, xScale: axis.scale,
      yScale: .fitting(
        lines.flatMap { $0.points.map(\.y) } + (extra.map { [$0] } ?? []),
        isLogarithmic: isLogarithmic),
      guideStyle: Style(
        theme.color(.quiet).mixed(with: theme.color(.background), 0.55), on: nil, .dim),
      labelStyle: theme.style(.quiet))
    if let cursor = state.markCursor, history.marks.indices.contains(cursor) {
      chart.moments = [LineChart.Moment(history.marks[cursor].x, theme.style(.strong))]
    }
    return chart
  }

  private func draw(
    _ chart: LineChart, _ title: String, _ remarks: [PanelFrame.Piece], isEmpty: Bool,
    in rect: Rect, on grid: inout CellGrid
  ) {
    let inside = PanelFrame(
      title: (title, theme.style(.text, .bold)), remarks: remarks, style: theme.style(.quiet)
    ).draw(in: rect, on: &grid, symbols: symbols)
    if isEmpty {
      let text = history.status.isLive ? "nothing measured yet" : "nothing was measured"
      grid.write(
        text, at: inside.x + max(0, (inside.width - text.cellWidth) / 2),
        inside.y + inside.height / 2, theme.style(.quiet))
      return
    }
    chart.draw(in: inside, gutter: Self.gutter, on: &grid, symbols: symbols)
  }
}
