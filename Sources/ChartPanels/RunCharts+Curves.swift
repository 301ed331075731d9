internal import Cells
internal import Charts
internal import OrderedCollections
internal import Playbacks
internal import RunComparison
internal import RunDisplay
internal import RunModel
internal import Simulation
internal import Themes

/// The points that the charts of a run show, and their common axes.
extension RunCharts {
  /// Points as the charts take them.
  func plain(_ points: [SeriesPoint]) -> [(x: Double, y: Double)] {
    points.map { ($0.x, $0.y) }
  }

  /// The running mean of the steps, if there are enough of them; for a long curve the means of its
  /// parts.
  func smoothed(_ series: Series?) -> [(x: Double, y: Double)] {
    guard let series else { return [] }
    if let weight = scene.settings.smoothing { return plain(series.smoothed(by: weight)) }
    guard let length = meanLength(of: series) else { return plain(series.points) }
    if let means = series.means { return plain(means) }
    let means = Smoothing.average(series.points.map { $0.y }, weight: 1 - 1 / Double(length))
    return zip(series.points, means).map { ($0.x, $1) }
  }

  /// The number of values, about, over which each mean of a curve of steps goes; nil where the values are drawn as they are, or
  /// smoothed as the person asked.
  func meanLength(of series: Series) -> Int? {
    if scene.settings.smoothing != nil { return nil }
    var length = Double(series.counts.reduce(0, +)) / Double(max(1, series.counts.count))
    if series.means == nil {
      // Over ten values at most; over more, the mean of a short curve would still reflect its
      // beginning, and that of a short epoch the epochs before.
      let steps = history.steps > 0 ? Double(history.steps) : .infinity
      length = min(10, Double(series.count) / 16, steps / 8)
    }
    return length >= 1.5 ? Int(length.rounded()) : nil
  }

  /// The points of epochs as the charts draw them: smoothed when the person asked for it.
  func drawn(_ series: Series?) -> [(x: Double, y: Double)] {
    guard let series else { return [] }
    return plain(scene.settings.smoothing.map(series.smoothed) ?? series.points)
  }

  /// True when the person asked for smoothed curves.
  var isSmoothed: Bool { scene.settings.smoothing.map { $0 > 0 } ?? false }

  /// The raw points behind smoothed ones; nothing when they are the same.
  func rawLines(behind points: [SeriesPoint]) -> [LineChart.Line] {
    guard isSmoothed else { return [] }
    let style = Style(
      theme.color(.validation).mixed(with: theme.color(.background), 0.6), on: nil, .dim)
    return [sparse(points, style)]
  }

  /// Points that lie behind a curve.
  func sparse(_ points: [SeriesPoint], _ style: Style) -> LineChart.Line {
    var line = LineChart.Line(plain(points), style)
    line.pattern = .sparse
    return line
  }

  /// A series: that of epochs, else that of steps.
  func series(_ name: String?) -> Series? {
    name.flatMap { history.epochSeries[$0] ?? history.stepSeries[$0] }
  }

  /// The points of a series: those of epochs, else those of steps.
  func points(_ name: String?) -> [SeriesPoint] { series(name)?.points ?? [] }

  /// The training series: that of steps if there is one, else that of epochs.
  func trainSeries(_ curve: Curve?) -> (series: Series?, isOfSteps: Bool) {
    guard let name = curve?.train else { return (nil, false) }
    if let steps = history.stepSeries[name], !steps.isEmpty { return (steps, true) }
    // A run of our own shows its steps; its epochs would repeat them.
    if history.origin == .events { return (nil, true) }
    return (history.epochSeries[name], false)
  }

  /// The points of a training curve: for steps their running mean.
  func drawn(_ series: Series?, isOfSteps: Bool) -> [(x: Double, y: Double)] {
    isOfSteps ? smoothed(series) : drawn(series)
  }

  /// The curve of this run that corresponds to that of the chosen run.
  func own(_ curve: Curve) -> Curve? { isChosen ? curve : history.curve(beside: curve) }

  /// The curves of this run, the training curve on top: the marks still show the validation curve
  /// where both overlap.
  ///
  /// The validation curve has the letter of the run; without one the training curve has it.
  func ownLines(
    _ train: [(x: Double, y: Double)], validation: [(x: Double, y: Double)], isRate: Bool = false
  ) -> [LineChart.Line] {
    var lines = [
      LineChart.Line(validation, judgedStyle, .marked),
      LineChart.Line(train, trainStyle(isAlone: validation.isEmpty)),
    ]
    if isRate, ownLetter == nil { lines[1].style = theme.style(.learningRate) }
    if isRate { lines[1].joining = .steps }
    if !validation.isEmpty { lines[1].pattern = .dashed }
    lines[validation.isEmpty ? 1 : 0].letter = ownLetter?.scalar
    return lines
  }

  /// The style of the curve by which this run is judged: its own colour among overlaid runs.
  var judgedStyle: Style {
    ownLetter.map { Style($0.color(theme)) } ?? theme.style(.validation)
  }

  /// The style of the training curve.
  ///
  /// - Parameter isAlone: True without a validation curve.
  func trainStyle(isAlone: Bool) -> Style {
    guard let letter = ownLetter else { return theme.style(.train) }
    if isAlone { return judgedStyle }
    return Style(letter.color(theme).mixed(with: theme.color(.text), 0.5))
  }

  /// The letter of the chosen run among overlaid ones; nil for others.
  var ownLetter: RunLetter? {
    guard isChosen, let playback = scene.playback, playback.arrangement == .overlaid,
      playback.drawn.count > 1
    else { return nil }
    return playback.letter(playback.chosen)
  }

  /// The letter of another run.
  func letter(of other: Other) -> RunLetter {
    scene.playback?.letter(other.number) ?? RunLetter(other.number)
  }

  /// The corresponding curves of the other runs, each with its letter at its end.
  func otherLines(_ curve: Curve?) -> [LineChart.Line] {
    guard let curve else { return [] }
    return others.compactMap { other in
      guard let name = other.history.curve(like: curve)?.judged else { return nil }
      let isOfSteps = other.history.epochSeries[name] == nil
      let points = drawn(
        other.history.epochSeries[name] ?? other.history.stepSeries[name], isOfSteps: isOfSteps)
      return line(points, of: other)
    }
  }

  /// A curve of another run with its letter; nil without points.
  func line(
    _ points: [(x: Double, y: Double)], of other: Other, _ joining: LineChart.Line.Joining = .line
  ) -> LineChart.Line? {
    guard !points.isEmpty else { return nil }
    let letter = letter(of: other)
    var line = LineChart.Line(points, Style(letter.faintColor(theme)), joining)
    line.letter = letter.scalar
    return line
  }

  /// The series with the later values of a playback, so that its axes do not move while it plays.
  private func later(_ names: [String?]) -> [Series] {
    guard let playback = scene.playback, playback.window == nil, isChosen, !playback.isAtEnd else {
      return []
    }
    let whole = playback.overview.whole
    return names.compactMap { name in
      name.flatMap { whole.epochSeries[$0] ?? whole.stepSeries[$0] }
    }
  }

  /// The reason why there is nothing to draw.
  func absence(of curve: Curve?) -> String {
    if history.status.isLive { return "nothing measured yet" }
    if let curve, isChosen, let playback = scene.playback, playback.isAtEnd,
      playback.axis != playback.overview.axes.first,
      let name = curve.judged
    {
      let whole = playback.overview.whole
      if whole.epochSeries[name] != nil || whole.stepSeries[name] != nil {
        return "the log has no \(playback.axis.plural) for it"
      }
    }
    return "nothing was measured"
  }

  /// The reason why a chart has points but nothing to draw; nil for one with a finite value.
  func blankness(of lines: [LineChart.Line]) -> String? {
    var areNaN = true
    for line in lines {
      for point in line.points {
        if point.y.isFinite { return nil }
        if !point.y.isNaN { areNaN = false }
      }
    }
    if history.status.isLive || scene.playback?.isAtEnd == false {
      return areNaN ? "only NaN so far" : "no finite value so far"
    }
    return areNaN ? "all values are NaN" : "no value is finite"
  }

  /// A chart of lines on the common axes.
  ///
  /// - Parameters:
  ///   - curve: The curve that the lines show.
  ///   - names: The series whose later values a playback will show.
  ///   - extra: Values that must be visible.
  ///   - range: The vertical range; nil for one that fits the lines.
  ///   - isClipped: True when outliers are left out of that range.
  func chart(
    _ lines: [LineChart.Line], _ curve: Curve? = nil, of names: [String?] = [],
    isLogarithmic: Bool = false, including extra: [Double] = [],
    range: ClosedRange<Double>? = nil, isClipped: Bool = false
  ) -> LineChart {
    var extremes = AxisExtremes(isLogarithmic: isLogarithmic)
    // Points up to 0 have no place on a logarithmic axis.
    let isWhole = scene.playback?.window == nil && !axis.scale.isLogarithmic
    let part = isWhole ? nil : axis.scale
    let besides = pointsBeside(curve)
    for points in lines.map(\.points) + besides { extremes.add(points, within: part) }
    for series in later(names) {
      for point in series.points { extremes.add(point.y) }
    }
    for value in extra { extremes.add(value) }
    var chart = LineChart(
      lines: lines, xScale: axis.scale,
      yScale: .fitting(extremes),
      guideStyle: Style(
        theme.color(.quiet).mixed(with: theme.color(.background), 0.55), on: nil, .dim),
      labelStyle: theme.style(.quiet))
    if let range {
      chart.yScale = AxisScale(
        range.lowerBound, range.upperBound, isLogarithmic: isLogarithmic)
      chart.marksEdges = true
    } else if isClipped {
      let values = (lines.map(\.points) + besides).flatMap { points in
        points.filter { part?.contains($0.x) ?? true }.map { $0.y }
      }
      if let scale = AxisScale.clippingOutliers(values, isLogarithmic: isLogarithmic) {
        chart.yScale = scale
        chart.marksEdges = true
      }
    }
    if !scene.isPlayingBack, let cursor = scene.eventCursor,
      history.marks.indices.contains(cursor)
    {
      chart.uprights = [LineChart.Upright(history.marks[cursor].x, theme.style(.strong))]
    } else if let playback = scene.playback, !playback.isAtEnd {
      chart.uprights = [LineChart.Upright(history.position, theme.style(.quiet))]
    }
    if let stop { chart.uprights.append(LineChart.Upright(stop, theme.style(.bad))) }
    return chart
  }

  /// The coordinate at which the tried callbacks would have ended training; nil for none.
  var stop: Double? {
    guard isChosen else { return nil }
    return scene.whatIf?.outcome.stop.flatMap { x(ofEpoch: $0) }
  }
}
