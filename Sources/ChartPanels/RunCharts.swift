internal import Cells
internal import Charts
internal import MetricGrid
internal import OrderedCollections
internal import Playbacks
internal import RunComparison
internal import RunDisplay
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

  let scene: ChartScene
  let symbols: Symbols
  let axis: TimeAxis
  var history: RunHistory
  /// True when this is the chosen run, on which callbacks are tried.
  var isChosen = true
  var others: [Other] = []
  /// The runs whose charts stand beside these, this one among them; all of them where a playback will
  /// show more.
  var beside: [RunHistory] = []
  /// The titles of the charts on the page, as short as they may be.
  var titles: [String] = []

  var theme: Theme { scene.theme }

  func draw(in rect: Rect, on grid: inout CellGrid) {
    let layout = scene.grid(in: rect)
    let page = scene.page(capacity: layout.capacity)
    var charts = self
    charts.titles = page.curves.map { shortTitle(of: $0.title) ?? $0.title.sanitized }
    for (index, (curve, cell)) in zip(page.curves, layout.cells).enumerated() {
      let isLast = index == page.curves.count - 1 && layout.rate == nil
      charts.draw(
        own(curve), beside: curve, remarks: isLast ? remarks(on: page) : [], in: cell,
        on: &grid)
    }
    if page.curves.isEmpty, let cell = layout.cells.first {
      draw(chart([]), "metric", [], absence: absence(of: nil), in: cell, on: &grid)
    }
    if let rate = layout.rate { drawRate(remarks: remarks(on: page), in: rate, on: &grid) }
    drawPointer(page, layout, on: &grid)
    for strip in layout.strips {
      var view = EventStripView(history: history, axis: axis, theme: theme, symbols: symbols)
      view.stop = stop
      view.cursor = scene.eventCursor
      view.isEventDescribed = scene.isEventDescribed
      view.hairline = scene.playback?.hairline
      view.draw(in: strip.inset(left: 1 + ChartsView.gutter, right: 1), on: &grid)
    }
  }

  /// Marks the chosen chart, which keys and commands act on.
  private func drawPointer(
    _ page: MetricSelection.Page, _ layout: ChartGrid, on grid: inout CellGrid
  ) {
    guard isChosen, scene.focus != .elsewhere || scene.metrics.chosen != nil,
      let index = page.curves.firstIndex(where: { $0.title == scene.shownCurve?.title }),
      layout.cells.indices.contains(index)
    else { return }
    let cell = layout.cells[index]
    FocusMark(theme: theme, symbols: symbols).draw(
      around: cell, isColored: scene.focus == .charts, on: &grid)
  }

  /// The number of the page, when there are several.
  private func remarks(on page: MetricSelection.Page) -> [PanelFrame.Piece] {
    let word = scene.isFull ? "chart" : "page"
    return page.count > 1
      ? [("\(word) \(page.number + 1)/\(page.count)", theme.style(.dim))] : []
  }

  // MARK: The charts

  /// Draws a curve of this run.
  ///
  /// - Parameter chosen: The curve of the chosen run, whose settings the chart has.
  private func draw(
    _ curve: Curve?, beside chosen: Curve, remarks: [PanelFrame.Piece], in rect: Rect,
    on grid: inout CellGrid
  ) {
    guard let curve, let judged = curve.judged else {
      draw(
        chart([]), chosen.title.sanitized, [], remarks: remarks, absence: absence(of: nil),
        in: rect,
        on: &grid)
      return
    }
    let shown = CurvePoints(curve, of: self)
    let callbacks = isChosen ? scene.callbacks : history.callbacks
    let watchers = callbacks.filter { $0.watchesPlateau && $0.monitor == judged }
    let watching = watchers.first(where: \.isEnabled)
    let direction = (watching ?? watchers.first)?.direction
    var lines = otherLines(curve)
    // Without colours, dots behind two curves look like the dashes of one.
    let hidesRaw =
      symbols.hasPatterns && !scene.isFull && !shown.train.isEmpty && !shown.validation.isEmpty
    if shown.isRawShown, !hidesRaw { lines.append(sparse(shown.series?.points ?? [], raw)) }
    if !hidesRaw { lines += rawLines(behind: shown.validation) }
    lines += ownLines(
      shown.train, validation: drawn(shown.validationSeries), isRate: curve.isLearningRate)
    let isLoss = curve.kind == .loss
    let target = scene.settings.targets[chosen.title]
    let best = history.best(of: curve, direction, in: scene.playback?.window)
    var chart = chart(
      lines, curve, of: [isLoss || curve.validation == nil ? curve.train : nil, curve.validation],
      isLogarithmic: scene.settings.isLogarithmic(chosen),
      including: [watching?.valueToBeat, target, hidesRaw ? best?.y : nil].compactMap(\.self)
        + valuesToBeatBeside(judged),
      range: scene.settings.ranges[chosen.title],
      isClipped: scene.settings.clipped.contains(chosen.title))
    // In a small range the labels differ in digits that the short form would drop.
    if chart.yScale.isLogarithmic, chart.yScale.upper > 1.5 * chart.yScale.lower {
      chart.labels = { MetricFormat.rates($0, width: ChartsView.gutter - 1) }
    }
    addLost(curve, to: &chart)
    if let beat = watching?.valueToBeat {
      chart.levels = [LineChart.Level(beat, theme.style(.best))]
    }
    if let target { chart.levels.append(LineChart.Level(target, theme.style(.edit))) }
    let onset = isLoss ? onset(shown) : nil
    if let onset {
      chart.uprights.append(
        LineChart.Upright(onset.x, theme.style(.warning), word: "overfits"))
    }
    if let best { chart.star = (best.x, best.y, theme.style(.best, .bold)) }
    chart.hairline = hairline(curve, direction)
    var details = details(
      shown, best: best, beat: watching?.valueToBeat, onset: onset,
      target: target.map { words(of: $0, curve, direction) })
    // The number of a step is long: a best value may have room only without it.
    let pair = details.prefix(2).reduce(curve.title.cellWidth + 2) { $0 + $1.text.cellWidth + 3 }
    if axis.kind == .step, shown.lastTrain == nil, details.count > 1, pair > rect.width {
      details[1].text = String(details[1].text.split(separator: " @")[0])
    }
    draw(
      chart, curve.title.sanitized, details, shorter: shorter(details, shown),
      remarks: drawing(
        isLogarithmic: chart.yScale.isLogarithmic, meanLength: shown.meanLength) + remarks,
      sign: curve.isLearningRate ? nil : smoothing(columns: rect.width),
      absence: shown.isEmpty ? absence(of: curve) : blankness(of: lines), in: rect, on: &grid,
      shortTitle: shortTitle(of: curve.title))
  }

  private func shortTitle(of title: String) -> String? {
    scene.metrics.shortTitles[title]?.sanitized
  }

  /// The values of a title, the most important first.
  private func details(
    _ shown: CurvePoints, best: SeriesPoint?, beat: Double?, onset: OverfittingOnset?,
    target: String?
  ) -> [PanelFrame.Piece] {
    var details: [PanelFrame.Piece] = []
    if let last = shown.validation.last {
      // Beside a training curve, text distinguishes it in addition to colour; beside other runs, its
      // letter.
      let sign = ownLetter?.text ?? "\(symbols.point)"
      let whose =
        shown.train.isEmpty ? ownLetter.map { "\($0.text) " } ?? "" : "\(sign) \(shown.words.ends) "
      details.append((whose + words(last.y, shown.curve), judgedStyle))
    }
    if shown.curve.isLearningRate, let rate = shown.lastTrain {
      return [(rate.rateWords, theme.style(.learningRate))]
    }
    if let last = shown.lastTrain {
      let whose = ownLetter.map { "\($0.text) " } ?? ""
      // The name of a log's series says what it was measured on, or nothing does.
      let isNamed = history.origin == .events || shown.curve.train != shown.curve.title
      let alone = isNamed ? "train " : ""
      let word = shown.validation.isEmpty ? alone : "\(trainSign)\(shown.words.train) "
      details.append(
        (whose + word + words(last, shown.curve), trainStyle(isAlone: shown.validation.isEmpty)))
    }
    if let best {
      details.append(
        (
          "\(scene.bestWord(of: history)) \(words(best.y, shown.curve)) @\(axis.label(best.x))",
          theme.style(.best)
        ))
    }
    if let onset {
      details.append(("overfits from \(axis.label(onset.x))", theme.style(.warning)))
    }
    if let target { details.append((target, theme.style(.edit))) }
    if let beat { details.append(("beat \(MetricFormat.metric(beat))", theme.style(.best))) }
    return details + course(of: shown)
  }

  /// Fewer words for the first two details: the sign of the curve says which one the first is.
  ///
  /// Without colours, the sign of the training curve comes before its value.
  private func shorter(
    _ details: [PanelFrame.Piece], _ shown: CurvePoints
  ) -> [[PanelFrame.Piece]] {
    guard let last = shown.validation.last, let train = shown.lastTrain,
      !shown.curve.isLearningRate, details.count > 1
    else { return [] }
    let sign = ownLetter?.text ?? "\(symbols.point)"
    let value = ("\(sign) \(words(last.y, shown.curve))", details[0].style)
    let rest = details.dropFirst(2)
    func pair(_ first: PanelFrame.Piece, _ second: String) -> [PanelFrame.Piece] {
      [first, (second, details[1].style)] + rest
    }
    if symbols.hasPatterns {
      let word = trainSign + shown.words.train
      return [pair(details[0], word), pair(value, word)]
    }
    return [pair(value, details[1].text), pair(value, words(train, shown.curve)), details]
  }

  /// The sign of a training curve beside one of validation, where there are no colours.
  var trainSign: String { symbols.hasPatterns ? symbols.dashes + " " : "" }

  /// The changes made to the curves and their axis before drawing.
  private func drawing(isLogarithmic: Bool, meanLength: Int?) -> [PanelFrame.Piece] {
    // The columns of a logarithmic axis take in more values the later they are.
    let mean = meanLength.map { length in
      axis.scale.isLogarithmic
        ? "running mean" : "mean over about \(MetricFormat.count(Double(length))) values"
    }
    return [mean, isLogarithmic ? "log" : nil].compactMap(\.self)
      .map { ($0, theme.style(.quiet)) }
  }

  /// The words that a person has smoothed a curve, which are there at every size; nil for none.
  private func smoothing(columns: Int) -> PanelFrame.Piece? {
    guard isSmoothed, let weight = scene.settings.smoothing else { return nil }
    return ("smooth\(columns < 44 ? "" : " \(weight.metricWords)")", theme.style(.quiet))
  }

  /// The onset of overfitting; nil for none, and in a part of the run, whose best value may not be
  /// that of the run.
  private func onset(_ shown: CurvePoints) -> OverfittingOnset? {
    guard scene.playback?.window == nil else { return nil }
    return OverfittingOnset(train: shown.train, validation: shown.validation)
  }

  /// A target with the position at which the curve reached it: `target 0.9 @12`.
  private func words(of target: Double, _ curve: Curve, _ direction: Direction?) -> String {
    let words = "target \(MetricFormat.metric(target))"
    guard let direction = direction ?? curve.direction,
      let reached = points(curve.judged).first(where: {
        $0.y == target || $0.y.isFinite && direction.isBetter($0.y, than: target)
      })
    else { return words }
    return "\(words) @\(axis.label(reached.x))"
  }

  /// The style of single steps behind their mean.
  private var raw: Style {
    Style(theme.color(.train).mixed(with: theme.color(.background), 0.6), on: nil, .dim)
  }

  /// The coordinate of an epoch's end, counted from 1; nil beyond the log.
  func x(ofEpoch number: Double) -> Double? {
    guard let playback = scene.playback else { return number }
    if number == 0 { return playback.overview.extents[playback.axis]?.lowerBound }
    return playback.overview.x(ofEpoch: number, on: playback.axis)
  }

  /// Draws a chart with its frame.
  ///
  /// - Parameters:
  ///   - shorter: Shorter wordings of the first two details.
  ///   - sign: A remark that stays at every size; nil for none.
  ///   - absence: The words in place of a chart that has nothing to show; nil for a chart.
  ///   - shortTitle: A title for where the whole one has no room; nil for none.
  func draw(
    _ chart: LineChart, _ title: String, _ details: [PanelFrame.Piece],
    shorter: [[PanelFrame.Piece]] = [], remarks: [PanelFrame.Piece] = [],
    sign: PanelFrame.Piece? = nil, absence: String?, in rect: Rect, on grid: inout CellGrid,
    shortTitle: String? = nil
  ) {
    var frame = PanelFrame(
      title: (title, theme.style(.text, .bold)), details: details,
      remarks: remarks + [sign].compactMap(\.self), style: theme.style(.quiet))
    frame.shortTitle = shortTitle
    frame.otherTitles = titles
    frame.shorterDetails = shorter
    frame.keepsLastRemark = sign != nil
    frame.remarkSeparator = ","
    let inside = frame.draw(in: rect, on: &grid, symbols: symbols)
    if let absence {
      let text = absence.cutBehindWord(to: inside.width, ellipsis: symbols.ellipsis)
      grid.write(
        text, at: inside.x + (inside.width - text.cellWidth) / 2, inside.y + inside.height / 2,
        theme.style(.quiet))
      return
    }
    chart.draw(in: inside, gutter: ChartsView.gutter, on: &grid, symbols: symbols)
  }
}
