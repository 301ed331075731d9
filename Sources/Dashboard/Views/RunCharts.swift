internal import Cells
internal import Charts
internal import OrderedCollections
internal import RunModel
internal import Simulation

/// The charts of one run, with the curves of others over them, and its rail.
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
  /// Whether it is the run that is looked at, and callbacks are tried on.
  var isChosen = true
  var others: [Other] = []

  private var theme: Theme { state.theme }

  func draw(in rect: Rect, on grid: inout CellGrid) {
    let (panels, rail) = rect.splitTop(rect.height - 2)
    var rest = panels
    let rateHeight = panels.height >= 12 && hasRates ? max(4, min(10, panels.height * 18 / 100)) : 0
    let curves = panels.height - rateHeight
    if curves >= 8 {
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
    RailView(state: state, symbols: symbols, axis: axis, history: history).draw(
      in: rail.inset(left: 1 + ChartsView.gutter, right: 1), on: &grid)
  }

  /// Whether there is a learning rate to show; a log may have none.
  private var hasRates: Bool {
    guard let film = state.film else { return true }
    return state.whatIf != nil || !film.reel.whole.learningRates.points.isEmpty
  }

  // MARK: The three charts

  private func drawLoss(in rect: Rect, on grid: inout CellGrid) {
    let curve = state.lossCurve
    let (train, isOfSteps) = trainSeries(curve)
    let mean = drawn(train, isOfSteps: isOfSteps)
    let validation = points(curve?.validation)
    var remarks = history.curves.isEmpty ? ["box", "class"].compactMap(lossPart) : []
    if let last = mean.last {
      remarks.append(("train \(MetricFormat.metric(last.y))", theme.style(.train)))
    }
    if let last = validation.last {
      remarks.append(
        ("\(symbols.point) val \(MetricFormat.metric(last.y))", theme.style(.validation)))
    }
    let raw = Style(theme.color(.train).mixed(with: theme.color(.background), 0.6), on: nil, .dim)
    var lines = otherLines(curve)
    if isOfSteps { lines.append(LineChart.Line(plain(train?.points ?? []), raw)) }
    lines += [
      LineChart.Line(mean, theme.style(.train)),
      LineChart.Line(plain(validation), theme.style(.validation), .marked),
    ]
    var chart = chart(
      lines, of: [curve?.train, curve?.validation], isLogarithmic: state.isLossLogarithmic)
    let name = curve?.title.sanitized ?? "loss"
    let title = chart.yScale.isLogarithmic ? "\(name) (log)" : name
    if chart.yScale.isLogarithmic { chart.labels = { $0.map(MetricFormat.rate) } }
    draw(
      chart, title, remarks, isEmpty: mean.isEmpty && validation.isEmpty, in: rect, on: &grid)
  }

  /// A part of a detector's loss: of the steps, and of the validation set behind a point.
  private func lossPart(_ name: String) -> PanelFrame.Piece? {
    let steps = smoothed(history.stepSeries["\(name)_loss"]).last?.y
    guard let train = steps ?? history.epochSeries["\(name)_loss"]?.last else { return nil }
    let validation = history.epochSeries["val_\(name)_loss"]?.last.map {
      " \(symbols.point)\(MetricFormat.part($0))"
    }
    return ("\(name) \(MetricFormat.part(train))\(validation ?? "")", theme.style(.dim))
  }

  private func drawMetric(in rect: Rect, on grid: inout CellGrid) {
    guard let curve = state.shownCurve, let judged = curve.judged else {
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
    // The validation curve may be one of steps, too.
    let late = curve.validation.flatMap { history.stepSeries[$0]?.points } ?? []
    let shownEnds = ends.isEmpty ? late : ends
    if let last = shownEnds.last {
      remarks.append((MetricFormat.metric(last.y), theme.style(.validation)))
    }
    if let name = ap50Name, name != judged, let value = history.epochSeries[name]?.last {
      remarks.insert(("AP50 \(MetricFormat.metric(value))", theme.style(.dim)), at: 0)
    }
    let callbacks = isChosen ? state.callbacks : history.callbacks
    let watching = callbacks.first { $0.patience != nil && $0.monitor == judged }
    var lines = otherLines(curve)
    if !train.isEmpty { lines.append(LineChart.Line(train, theme.style(.train))) }
    lines.append(LineChart.Line(plain(shownEnds), theme.style(.validation), .marked))
    var chart = chart(
      lines, of: [curve.validation == nil ? curve.train : nil, curve.validation],
      including: watching?.valueToBeat)
    if let beat = watching?.valueToBeat {
      chart.levels = [LineChart.Level(beat, theme.style(.best))]
      remarks.append(("to beat \(MetricFormat.metric(beat))", theme.style(.best)))
    }
    if let direction = watching?.direction ?? curve.direction, let best = best(judged, direction) {
      chart.star = (best.x, best.y, theme.style(.best, .bold))
      let place = axis.kind == .epoch ? "\(Int(best.x))" : axis.label(best.x)
      remarks.append(
        ("best \(MetricFormat.metric(best.y)) \(symbols.star) \(place)", theme.style(.best)))
    }
    draw(
      chart, curve.title.sanitized, remarks, isEmpty: shownEnds.isEmpty && train.isEmpty, in: rect,
      on: &grid)
  }

  private func best(_ name: String, _ direction: Direction) -> SeriesPoint? {
    (history.epochSeries[name] ?? (history.curves.isEmpty ? nil : history.stepSeries[name]))?
      .best(direction)
  }

  /// Beside a detector's mean average precision: what it is at an IoU of 0.5, if that is told.
  private var ap50Name: String? {
    guard state.isDetector else { return nil }
    return history.epochSeries.keys.first {
      $0.split(separator: "/").last?.hasSuffix("AP50") == true
    }
  }

  private func drawRate(in rect: Rect, on grid: inout CellGrid) {
    var points = plain(history.learningRates.points)
    if let last = points.last { points.append((max(last.x, history.position), last.y)) }
    var remarks: [PanelFrame.Piece] =
      history.learningRate.map { [(MetricFormat.rate($0), theme.style(.learningRate))] } ?? []
    var lines = [LineChart.Line(points, theme.style(.learningRate), .steps)]
    let tried = isChosen ? triedRates : []
    if !tried.isEmpty {
      lines.append(LineChart.Line(tried, theme.style(.edit), .steps))
      remarks.append(("tried \(MetricFormat.rate(tried.last?.y ?? 0))", theme.style(.edit)))
    }
    let values = lines.flatMap { $0.points.map(\.y) }
    var chart = chart(lines)
    if let scale = AxisScale.fitting(values, isLogarithmic: true) { chart.yScale = scale }
    // The rates that there were say more than round numbers; a schedule has too many.
    let rates = Set(values).sorted()
    if rates.count <= 8 { chart.ticks = rates }
    chart.labels = { $0.map(MetricFormat.rate) }
    draw(
      chart, "learning rate (log)", remarks, isEmpty: points.isEmpty && tried.isEmpty, in: rect,
      on: &grid)
  }

  /// The rates of the callbacks that are tried, up to where they would have ended training.
  private var triedRates: [(x: Double, y: Double)] {
    guard let outcome = state.whatIf?.outcome else { return [] }
    var points = outcome.learningRates.compactMap { point in
      place(ofEpoch: point.x).map { (x: $0, y: point.y) }
    }
    let end = outcome.stop ?? outcome.epochs.last.map { Double($0.epoch + 1) }
    if let last = points.last, let end, let place = place(ofEpoch: end) {
      points.append((max(last.x, place), last.y))
    }
    return points
  }

  private func place(ofEpoch number: Double) -> Double? {
    guard let film = state.film else { return number }
    if number == 0 { return film.reel.extents[film.axis]?.lowerBound }
    return film.reel.place(ofEpoch: number, on: film.axis)
  }

  // MARK: What they share

  private func plain(_ points: [SeriesPoint]) -> [(x: Double, y: Double)] {
    points.map { ($0.x, $0.y) }
  }

  /// The running mean of the steps, where there are enough to need one; of a long curve the means of its
  /// stretches.
  private func smoothed(_ series: Series?) -> [(x: Double, y: Double)] {
    guard let series else { return [] }
    if let means = series.means { return plain(means) }
    guard series.points.count > 8 else { return plain(series.points) }
    let means = Smoothing.average(series.points.map(\.y), weight: 0.9)
    return zip(series.points, means).map { ($0.x, $1) }
  }

  /// A series of steps, else of epochs.
  private func points(_ name: String?) -> [SeriesPoint] {
    guard let name else { return [] }
    return history.epochSeries[name]?.points ?? history.stepSeries[name]?.points ?? []
  }

  /// The training curve, of steps where there are any.
  private func trainSeries(_ curve: Curve?) -> (series: Series?, isOfSteps: Bool) {
    guard let name = curve?.train else { return (nil, false) }
    if let steps = history.stepSeries[name], !steps.points.isEmpty { return (steps, true) }
    // A run of our own shows its steps; what epochs come to is the same again.
    if history.curves.isEmpty { return (nil, true) }
    return (history.epochSeries[name], false)
  }

  /// How a training curve is drawn: its running mean where it is of steps.
  private func drawn(_ series: Series?, isOfSteps: Bool) -> [(x: Double, y: Double)] {
    isOfSteps ? smoothed(series) : plain(series?.points ?? [])
  }

  /// The same curve of the other runs, each with its letter at its end.
  ///
  /// Tools call one thing differently: where a run has no curve of the name, its first of the kind is meant.
  private func otherLines(_ curve: Curve?) -> [LineChart.Line] {
    guard let curve else { return [] }
    return others.compactMap { other in
      let known = other.history.knownCurves.filter { $0.kind == curve.kind }
      guard let same = known.first(where: { $0.title == curve.title }) ?? known.first,
        let name = same.judged
      else { return nil }
      let isOfSteps = other.history.epochSeries[name] == nil
      let points = drawn(
        other.history.epochSeries[name] ?? other.history.stepSeries[name], isOfSteps: isOfSteps)
      guard !points.isEmpty else { return nil }
      let letter = RunLetter(other.number)
      var line = LineChart.Line(points, Style(letter.color(theme)))
      line.letter = letter.scalar
      return line
    }
  }

  /// What a film is yet to show, so that its axes stand still while it plays.
  private func later(_ names: [String?]) -> [Double] {
    guard let film = state.film, film.window == nil, isChosen, !film.isAtEnd else { return [] }
    return names.compactMap(\.self).flatMap { name in
      let whole = film.reel.whole
      return (whole.epochSeries[name] ?? whole.stepSeries[name])?.points.map(\.y) ?? []
    }
  }

  private func chart(
    _ lines: [LineChart.Line], of names: [String?] = [], isLogarithmic: Bool = false,
    including extra: Double? = nil
  ) -> LineChart {
    let shown = lines.flatMap { line in
      state.film?.window == nil
        ? line.points.map(\.y)
        : line.points.filter { axis.scale.fraction($0.x).map { (0...1).contains($0) } ?? false }
          .map(\.y)
    }
    var chart = LineChart(
      lines: lines, xScale: axis.scale,
      yScale: .fitting(
        shown + later(names) + (extra.map { [$0] } ?? []), isLogarithmic: isLogarithmic),
      guideStyle: Style(
        theme.color(.quiet).mixed(with: theme.color(.background), 0.55), on: nil, .dim),
      labelStyle: theme.style(.quiet))
    if state.film == nil, let cursor = state.markCursor, history.marks.indices.contains(cursor) {
      chart.moments = [LineChart.Moment(history.marks[cursor].x, theme.style(.strong))]
    } else if let film = state.film, !film.isAtEnd {
      chart.moments = [LineChart.Moment(history.position, theme.style(.quiet))]
    }
    if isChosen, let stop = state.whatIf?.outcome.stop, let place = place(ofEpoch: stop) {
      chart.moments.append(LineChart.Moment(place, theme.style(.bad)))
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
    chart.draw(in: inside, gutter: ChartsView.gutter, on: &grid, symbols: symbols)
  }
}
