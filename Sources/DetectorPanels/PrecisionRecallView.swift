package import Cells
package import Charts
package import RunModel
package import Themes

/// The panel with precision over recall: of all classes, and brighter of the chosen one.
package struct PrecisionRecallView {
  private let history: RunHistory
  private let settings: DetectorState
  private let theme: Theme
  private let symbols: Symbols

  /// Creates the panel.
  package init(
    history: RunHistory, settings: DetectorState, theme: Theme, symbols: Symbols
  ) {
    self.history = history
    self.settings = settings
    self.theme = theme
    self.symbols = symbols
  }

  /// True when the run tells curves, or has not been evaluated yet.
  package static func isShown(_ history: RunHistory) -> Bool {
    history.report.map { $0.precisions != nil } ?? !history.samples.isEmpty
  }

  /// Draws the panel with its frame.
  package func draw(in rect: Rect, on grid: inout CellGrid) {
    let report = history.report
    let index = settings.curveClass(in: report)
    var remarks: [PanelFrame.Piece] = []
    if let report, let index, report.classes.count > 1 {
      remarks = [("class \(index + 1)/\(report.classes.count)", theme.style(.dim))]
    }
    let inside = PanelFrame(
      title: ("precision-recall", theme.style(.text, .bold)),
      details: [("IoU 0.5", theme.style(.dim))], remarks: remarks, style: theme.style(.quiet)
    ).draw(in: rect, on: &grid, symbols: symbols)
    guard inside.height > 1, inside.width > 12 else { return }
    let shown = report.map { curves(of: $0, index) } ?? []
    guard shown.contains(where: { !$0.points.isEmpty }) else {
      let text = "nothing found yet"
      grid.write(
        text, at: inside.x + max(0, (inside.width - text.cellWidth) / 2),
        inside.y + inside.height / 2, theme.style(.quiet), limit: inside.width)
      return
    }
    PrecisionRecallChart(
      shown, guideStyle: theme.style(.quiet), labelStyle: theme.style(.dim)
    ).draw(in: inside, on: &grid, symbols: symbols)
  }

  /// The curve of the chosen class, and below it that of all classes.
  private func curves(of report: DetectionReport, _ index: Int?) -> [PrecisionRecallChart.Curve] {
    var curves: [PrecisionRecallChart.Curve] = []
    if let index, let precisions = report.classes[index].precisions {
      let score = report.classes[index]
      let name = score.name.sanitized.truncated(to: 20, ellipsis: symbols.ellipsis)
      curves.append(
        curve(name, score.ap50, precisions, theme.style(.validation, .bold)))
    }
    if let precisions = report.precisions, curves.isEmpty || report.classes.count > 1 {
      let mean = precisions.reduce(0, +) / Double(max(1, precisions.count))
      let color = theme.color(.text).mixed(with: theme.color(.background), 0.4)
      curves.append(curve("all", mean, precisions, Style(color)))
    }
    return curves
  }

  private func curve(
    _ name: String, _ averagePrecision: Double?, _ precisions: [Double], _ style: Style
  ) -> PrecisionRecallChart.Curve {
    // It ends at the largest recall that is reached.
    let points: [PrecisionRecallChart.Point] = precisions.enumerated()
      .prefix { $0.element > 0 }
      .map { .init(recall: Double($0.offset) / 100, precision: $0.element) }
    return .init(name, remark: MetricFormat.share(averagePrecision), points, style)
  }
}
