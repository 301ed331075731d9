internal import BareFoundation
internal import Charts

/// Draws one chart of a figure.
struct PanelDrawing {
  private let panel: FigurePanel
  private let figure: Figure
  /// The whole panel.
  private let area: FigureArea
  /// The part inside of the axes.
  let plot: FigureArea
  private let yTicks: [(value: Double, label: String)]
  private let label: FigureText

  private static let headHeight = 26.0
  private static let footHeight = 38.0
  private static let rowHeight = 34.0

  /// Prepares a panel.
  ///
  /// - Parameter gutter: The width of the labels of the vertical axis.
  init(_ panel: FigurePanel, in area: FigureArea, of figure: Figure, gutter: Double) {
    self.panel = panel
    self.figure = figure
    self.area = area
    label = FigureText(figure.colors.text, size: 11)
    yTicks = Self.ticks(panel.yScale, in: area)
    let height = area.height - Self.headHeight - Self.footHeight
    plot = FigureArea(
      x: area.x + gutter, y: area.y + Self.headHeight, width: max(20, area.width - gutter - 8),
      height: max(20, height))
  }

  /// The width that the labels of the vertical axis need.
  static func gutter(_ panel: FigurePanel, in area: FigureArea, of figure: Figure) -> Double {
    let label = FigureText(figure.colors.text, size: 11)
    return (ticks(panel.yScale, in: area).map { label.width(of: $0.label) }.max() ?? 0) + 10
  }

  private static func ticks(
    _ scale: AxisScale?, in area: FigureArea
  ) -> [(value: Double, label: String)] {
    guard let scale else { return [] }
    let count = max(2, Int((area.height - headHeight - footHeight) / rowHeight))
    let values = scale.ticks(count).filter {
      scale.fraction($0).map { (0...1).contains($0) } ?? false
    }
    let isWide = scale.isLogarithmic && scale.upper > 1.5 * scale.lower
    return Array(
      zip(values, isWide ? MetricFormat.rates(values, width: 8) : MetricFormat.ticks(values)))
  }

  /// The place of a point of the data on the page; its coordinates are no numbers where an axis has
  /// no place for it.
  func place(_ point: FigurePoint) -> FigurePoint {
    let x = figure.axis.scale.fraction(point.x) ?? .nan
    let y = panel.yScale?.fraction(point.y) ?? .nan
    return FigurePoint(plot.x + x * plot.width, plot.bottom - y * plot.height)
  }

  func draw(on canvas: inout some FigureCanvas) {
    drawAxes(on: &canvas)
    drawHead(on: &canvas)
    guard panel.yScale != nil else {
      canvas.text(
        "nothing was measured",
        at: FigurePoint(plot.x + plot.width / 2, plot.y + plot.height / 2),
        FigureText(figure.colors.axis, anchor: .middle))
      return
    }
    for line in panel.lines { draw(line, on: &canvas) }
    drawBest(on: &canvas)
  }

  // MARK: Parts

  private func drawAxes(on canvas: inout some FigureCanvas) {
    let grid = FigureStroke(figure.colors.grid, width: 1)
    let axis = FigureStroke(figure.colors.axis, width: 1)
    var rightAligned = label
    rightAligned.anchor = .end
    for tick in yTicks {
      let y = place(FigurePoint(figure.axis.scale.lower, tick.value)).y
      canvas.line([FigurePoint(plot.x, y), FigurePoint(plot.right, y)], grid, clip: nil)
      canvas.line([FigurePoint(plot.x - 4, y), FigurePoint(plot.x, y)], axis, clip: nil)
      canvas.text(tick.label, at: FigurePoint(plot.x - 7, y + 4), rightAligned)
    }
    var centred = label
    centred.anchor = .middle
    for tick in figure.axis.ticks(max(2, Int(plot.width / 70))) {
      let x = place(FigurePoint(tick.x, 0)).x
      canvas.line([FigurePoint(x, plot.y), FigurePoint(x, plot.bottom)], grid, clip: nil)
      canvas.line([FigurePoint(x, plot.bottom), FigurePoint(x, plot.bottom + 4)], axis, clip: nil)
      canvas.text(tick.label, at: FigurePoint(x, plot.bottom + 16), centred)
    }
    canvas.line(
      [
        FigurePoint(plot.x, plot.y), FigurePoint(plot.x, plot.bottom),
        FigurePoint(plot.right, plot.bottom),
      ], axis, clip: nil)
    canvas.text(
      figure.axis.title, at: FigurePoint(plot.x + plot.width / 2, plot.bottom + 32), centred)
  }

  /// The title, and the names of the lines at the right where they fit.
  private func drawHead(on canvas: inout some FigureCanvas) {
    let style = FigureText(figure.colors.strong, size: 13, isBold: true)
    let isLogarithmic = panel.yScale?.isLogarithmic ?? false
    let widths = panel.legend.map { label.width(of: $0.name) + 44 }
    let room = area.right - plot.x - widths.reduce(0, +)
    let title = isLogarithmic ? panel.title + " (log)" : panel.title
    canvas.text(style.fitted(title, max(40, room)), at: FigurePoint(plot.x, area.y + 15), style)
    var x = area.right - 8 - widths.reduce(0, +) + 10
    for (entry, width) in zip(panel.legend, widths) {
      canvas.line(
        [FigurePoint(x, area.y + 11), FigurePoint(x + 20, area.y + 11)], entry.stroke, clip: nil)
      canvas.text(entry.name, at: FigurePoint(x + 26, area.y + 15), label)
      x += width
    }
  }

  private func draw(_ line: FigureLine, on canvas: inout some FigureCanvas) {
    let parts = LineParts(line.corners.lazy.map(place))
    for part in parts.lines {
      canvas.line(LineParts.visible(part), line.stroke, clip: plot)
    }
    let dots = line.hasDots ? line.points.map(place).filter { $0.y.isFinite } : parts.single
    canvas.dots(
      dots, radius: line.stroke.width + (line.hasDots ? 0.8 : 0), line.stroke.color, clip: plot)
  }

  /// A star at the best value, and its words where there is room.
  private func drawBest(on canvas: inout some FigureCanvas) {
    guard let best = panel.best else { return }
    let centre = place(best.point)
    guard centre.x >= plot.x - 1, centre.x <= plot.right + 1, centre.y >= plot.y - 1,
      centre.y <= plot.bottom + 1
    else { return }
    canvas.shape(Self.star(centre, 8), figure.colors.page)
    canvas.shape(Self.star(centre, 6), figure.colors.best)
    var style = FigureText(figure.colors.strong, size: 11, isBold: true, anchor: .middle)
    let half = style.width(of: best.text) / 2
    if centre.x + half > plot.right { style.anchor = .end }
    if centre.x - half < plot.x { style.anchor = .start }
    let left =
      switch style.anchor {
      case .start: centre.x
      case .middle: centre.x - half
      case .end: centre.x - 2 * half
      }
    func area(_ baseline: Double) -> FigureArea {
      FigureArea(x: left - 2, y: baseline - 10, width: 2 * half + 4, height: 13)
    }
    // Beyond the curve, unless that lies outside of the axes or other curves pass there.
    let (above, below) = (centre.y - 10, centre.y + 19)
    let places = (best.isHighest ? [above, below] : [below, above])
      .filter { area($0).y >= plot.y && $0 < plot.bottom }
      .map { (baseline: $0, passes: passes(area($0))) }
    guard let place = places.min(by: { $0.passes < $1.passes }) else { return }
    if place.passes > 0 { canvas.fill(area(place.baseline), figure.colors.page) }
    canvas.text(best.text, at: FigurePoint(centre.x, place.baseline), style)
  }

  /// The number of lines that pass an area.
  private func passes(_ area: FigureArea) -> Int {
    panel.lines.count { line in
      LineParts(line.corners.lazy.map(place)).lines.contains { part in
        zip(part, part.dropFirst()).contains { area.isPassed(from: $0, to: $1) }
      }
    }
  }

  /// The corners of a star with five points.
  private static func star(_ centre: FigurePoint, _ radius: Double) -> [FigurePoint] {
    (0..<10).map { corner in
      let turn = Double(corner) * .pi / 5
      let length = corner % 2 == 0 ? radius : radius * 0.42
      return FigurePoint(centre.x + length * sin(turn), centre.y - length * cos(turn))
    }
  }
}
