internal import Cells
internal import Charts
internal import RunModel
internal import Themes

/// The ends of attempts that were continued from an earlier state.
extension RunCharts {
  /// Adds what was lost of a curve behind all others, with a line at each seam; it leaves the axes as
  /// they are.
  func addLost(_ curve: Curve, to chart: inout LineChart) {
    for part in history.lost.reversed() {
      let lines = lines(of: part, curve)
      if lines.isEmpty { continue }
      chart.lines.insert(contentsOf: lines, at: 0)
      chart.uprights.insert(LineChart.Upright(part.seam, theme.style(.quiet)), at: 0)
    }
  }

  private func lines(of part: LostPart, _ curve: Curve) -> [LineChart.Line] {
    func line(_ name: String?, ofSteps: Bool, _ style: Style) -> LineChart.Line? {
      guard let name else { return nil }
      let (steps, epochs) = (part.stepSeries[name], part.epochSeries[name])
      let points =
        if ofSteps, let steps { smoothed(steps) } else { drawn(epochs ?? steps) }
      guard !points.isEmpty else { return nil }
      let faint = theme.color(.background)
      let color = style.foreground.map { $0.mixed(with: faint, 0.6) } ?? theme.color(.quiet)
      var line = LineChart.Line(points, Style(color, on: nil, .dim))
      line.pattern = .sparse
      return line
    }
    // The ends of epochs of a metric look like those of validation.
    let isJudged =
      curve.validation == nil && curve.kind != .loss
      && curve.train.map { part.epochSeries[$0] != nil } ?? false
    return [
      line(curve.validation, ofSteps: false, judgedStyle),
      line(
        curve.train, ofSteps: !isJudged,
        isJudged ? judgedStyle : trainStyle(isAlone: curve.validation == nil)),
    ].compactMap(\.self)
  }
}
