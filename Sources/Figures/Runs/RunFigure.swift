internal import Cells
internal import Charts
internal import Playbacks
package import RunModel

/// The charts of runs as a figure.
package struct RunFigure {
  /// The figure.
  package private(set) var figure: Figure
  /// The names and patterns of the options that match no metric.
  package let unknownMetrics: [String]
  /// The names of all metrics of the runs.
  package let metrics: [String]

  private let runs: [FigureRun]
  private let options: FigureOptions
  private let axis: FigureAxis

  /// The greatest number of runs whose training curves are shown beside those of validation.
  private static let mostWithTraining = 6
  /// The greatest number of points that have dots.
  private static let mostDots = 40

  /// Draws runs on a common axis.
  ///
  /// - Complexity: O(points).
  package init(_ runs: [FigureRun], axis: RunAxis, options: FigureOptions = FigureOptions()) {
    self.runs = runs
    self.options = options
    let low = runs.map(\.extent.lowerBound).min() ?? 0
    // A run that broke off has values at the end of an epoch that it did not reach.
    let high = runs.map { max($0.extent.upperBound, $0.lastX) }.max() ?? 1
    self.axis = FigureAxis(
      axis, options.window ?? low...max(low, high), firstEpoch: runs.first?.firstEpoch ?? 1,
      isLogarithmic: options.isAxisLogarithmic)
    let choice = MetricChoice(options.metrics, of: runs)
    unknownMetrics = choice.unknown
    metrics = runs.flatMap(\.history.knownCurves).map(\.title).reduce(into: []) { names, name in
      if !names.contains(name) { names.append(name) }
    }
    figure = Figure(
      title: options.title ?? (runs.count == 1 ? runs[0].name : ""), panels: [], axis: self.axis,
      colors: options.colors, size: options.size)
    figure.panels = choice.charts.map { chart in
      switch chart {
      case .curve(let curve): panel(curve)
      case .learningRate: rates
      }
    }
    guard runs.count > 1 else { return }
    figure.legend = runs.enumerated().map { .init($1.name, pen($0)) }
    if figure.panels.contains(where: { $0.lines.contains { !$0.stroke.dashes.isEmpty } }) {
      figure.legend.append(
        .init("dashed: training", FigureStroke(options.colors.axis, dashes: [4, 3])))
    }
  }

  /// The pen of a run among several.
  private func pen(_ number: Int) -> FigureStroke {
    FigureStroke(options.colors.run(runs[number].letter ?? number), width: 1.8)
  }

  private func panel(_ curve: Curve) -> FigurePanel {
    var lines: [FigureLine] = []
    var legend: [FigurePanel.Sample] = []
    var best: FigurePanel.Best?
    if runs.count == 1 {
      (lines, legend) = ownLines(curve, of: runs[0])
      best = runs[0].history.best(of: curve).map {
        FigurePanel.Best(
          FigurePoint($0.x, $0.y), MetricFormat.metric($0.y), isHighest: curve.direction == .max)
      }
    } else {
      for (number, run) in runs.enumerated() {
        guard
          let own = run.history.knownCurves.first(where: { $0.title == curve.title })
            ?? (options.metrics.isEmpty ? run.history.curve(like: curve) : nil)
        else { continue }
        let both = own.validation != nil && runs.count <= Self.mostWithTraining
        if both, let (series, isOfSteps) = run.training(own) {
          var stroke = pen(number)
          (stroke.width, stroke.dashes) = (1.1, [4, 3])
          lines.append(FigureLine(points(series, isOfSteps: isOfSteps), stroke))
        }
        if let series = run.series(own.judged) {
          lines.append(FigureLine(points(series, isOfSteps: false), pen(number)))
        }
      }
    }
    var seams: [Double] = []
    var lost: [FigureLine] = []
    for (number, run) in runs.enumerated() {
      for part in run.history.lost {
        let found = self.lines(of: part, curve, of: run, number: number)
        if !found.isEmpty { seams.append(part.seam) }
        lost += found
      }
    }
    if runs.count == 1, let line = lost.first { legend.append(.init("cut off", line.stroke)) }
    var panel = FigurePanel(
      title: curve.title, lines: lost + lines, legend: legend, best: best,
      isLogarithmic: options.isLogarithmic, range: options.range)
    if runs.count == 1 { add(seams, to: &panel) }
    return panel
  }

  /// The curves of an interrupted attempt beyond the state from which its run was continued.
  private func lines(
    of part: LostPart, _ curve: Curve, of run: FigureRun, number: Int
  ) -> [FigureLine] {
    let own = runs.count == 1 ? curve : run.history.curve(like: curve) ?? curve
    let both = runs.count <= Self.mostWithTraining
    return [(own.validation, options.colors.validation), (own.train, options.colors.train)]
      .filter { both || $0.0 == own.judged }
      .compactMap { name, color in
        guard let name else { return nil }
        let (steps, epochs) = (part.stepSeries[name], part.epochSeries[name])
        let isOfSteps = name == own.train && steps != nil || epochs == nil
        guard let series = isOfSteps ? steps : epochs else { return nil }
        // As in the chart itself, the ends of epochs of a metric look like those of validation.
        let isHeldBack =
          own.validation == nil && !own.isOfTrainingOnly && own.kind != .loss && !isOfSteps
        let single = isHeldBack ? options.colors.validation : color
        let color = (runs.count == 1 ? single : options.colors.run(runs[number].letter ?? number))
          .mixed(with: options.colors.page, 0.6)
        return FigureLine(
          points(series, isOfSteps: isOfSteps),
          FigureStroke(color, width: 1.1), isBackground: true)
      }
  }

  /// Draws a line where the only run was continued, at each of the coordinates.
  private func add(_ seams: [Double], to panel: inout FigurePanel) {
    guard let scale = panel.yScale else { return }
    let stroke = FigureStroke(options.colors.axis, width: 1, dashes: [2, 3])
    for seam in seams {
      let ends = [FigurePoint(seam, scale.lower), FigurePoint(seam, scale.upper)]
      panel.lines.insert(FigureLine(ends, stroke, isBackground: true), at: 0)
    }
  }

  /// The training and the validation curve of the only run.
  private func ownLines(_ curve: Curve, of run: FigureRun) -> ([FigureLine], [FigurePanel.Sample]) {
    let colors = options.colors
    var lines: [FigureLine] = []
    var legend: [FigurePanel.Sample] = []
    let isAlone = curve.validation == nil
    if let (series, isOfSteps) = run.training(curve) {
      let isHeldBack = isAlone && !curve.isOfTrainingOnly && curve.kind != .loss && !isOfSteps
      let stroke = FigureStroke(isHeldBack ? colors.validation : colors.train, width: 1.8)
      let mean = points(series, isOfSteps: isOfSteps)
      let raw = plain(series.points)
      if mean != raw {
        let faint = FigureStroke(stroke.color.mixed(with: colors.page, 0.7), width: 0.8)
        lines.append(FigureLine(raw, faint, isBackground: series.points.count > 200))
      }
      lines.append(FigureLine(mean, stroke, hasDots: !isOfSteps && raw.count <= Self.mostDots))
      legend.append(.init("training", stroke))
    }
    if let series = run.series(curve.validation) {
      let stroke = FigureStroke(colors.validation, width: 1.8)
      let shown = points(series, isOfSteps: false)
      lines.append(FigureLine(shown, stroke, hasDots: shown.count <= Self.mostDots))
      legend.append(.init("validation", stroke))
    }
    return (lines, legend.count > 1 ? legend : [])
  }

  private var rates: FigurePanel {
    var lines: [FigureLine] = []
    var legend: [FigurePanel.Sample] = []
    // As on the screen, the rate that the schedule would have set stands beside that of a person.
    if runs.count == 1, case let curves = runs[0].history.scheduledCurves, !curves.isEmpty {
      let stroke = FigureStroke(options.colors.axis, width: 1.1, dashes: [4, 3])
      lines = curves.map { FigureLine(plain($0), stroke, shape: .steps) }
      legend = [
        .init("in effect", FigureStroke(options.colors.learningRate, width: 1.8)),
        .init("schedule", stroke),
      ]
    }
    for (number, run) in runs.enumerated() {
      var points = plain(run.history.learningRates.points)
      guard let last = points.last else { continue }
      if axis.scale.isLogarithmic {
        // A rate that holds since before the axis enters at its edge.
        let lower = axis.scale.lower
        points = points.dropFirst(points.lastIndex { $0.x <= lower } ?? 0).map {
          FigurePoint(max($0.x, lower), $0.y)
        }
      }
      // A rate holds until the end.
      if last.x < run.extent.upperBound {
        points.append(FigurePoint(run.extent.upperBound, last.y))
      }
      let stroke =
        runs.count == 1 ? FigureStroke(options.colors.learningRate, width: 1.8) : pen(number)
      lines.append(FigureLine(points, stroke, shape: .steps))
    }
    let values = lines.flatMap(\.points).map(\.y).filter(\.isFinite)
    let isWide = (values.max() ?? 0) > 3 * (values.min() ?? 0) && values.allSatisfy { $0 > 0 }
    return FigurePanel(
      title: "learning rate", lines: lines, legend: legend, isLogarithmic: isWide)
  }

  private func plain(_ points: [SeriesPoint]) -> [FigurePoint] {
    points.map { FigurePoint($0.x, $0.y) }
  }

  /// The points of a curve: for steps their running mean, as on the screen.
  private func points(_ series: Series, isOfSteps: Bool) -> [FigurePoint] {
    let base = series.means ?? series.points
    if let weight = options.smoothing {
      return series.smoothed(by: weight).map { FigurePoint($0.x, $0.y) }
    }
    var weight: Double?
    if isOfSteps, series.means == nil {
      let window = min(10, Double(base.count) / 16)
      if window > 1 { weight = 1 - 1 / window }
    }
    guard let weight else { return plain(base) }
    let means = Smoothing.average(base.map(\.y), weight: weight)
    return zip(base, means).map { FigurePoint($0.x, $1) }
  }
}
