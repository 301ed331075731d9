public import Cells

/// A chart of precision over recall, both from 0 to 1: one curve, or several with their names.
///
/// Several curves have letters, so that they stay apart without colour.
public struct PrecisionRecallChart {
  /// A point of a curve.
  public struct Point: Equatable, Sendable {
    /// The share of all true objects that was found, 0 … 1.
    public var recall: Double
    /// The share of what was found that is true, 0 … 1; NaN leaves a gap.
    public var precision: Double
    /// The lowest score that counts as found; nil where it is not known.
    public var threshold: Double?

    /// Creates a point.
    public init(recall: Double, precision: Double, threshold: Double? = nil) {
      self.recall = recall
      self.precision = precision
      self.threshold = threshold
    }
  }

  /// One curve.
  public struct Curve {
    /// The name in the legend; empty for none.
    public var name: String
    /// The words behind the name, which stay whole where the name is cut.
    public var remark: String
    /// The points in order of recall.
    public private(set) var points: [Point]
    /// The style of the curve and its name.
    public var style: Style

    /// Creates a curve.
    ///
    /// - Parameters:
    ///   - remark: The words behind the name, which stay whole where the name is cut.
    ///   - points: The points in order of recall or of threshold.
    public init(_ name: String, remark: String = "", _ points: [Point], _ style: Style) {
      self.name = name
      self.remark = remark
      // Recall falls while the threshold rises.
      let isFalling = (points.first?.recall ?? 0) > (points.last?.recall ?? 0)
      self.points = isFalling ? points.reversed() : points
      self.style = style
    }

    /// The point whose recall is nearest; nil without a point that has both values.
    ///
    /// - Complexity: O(points).
    public func point(nearest recall: Double) -> Point? {
      points.lazy.filter { $0.recall.isFinite && $0.precision.isFinite }
        .min { abs($0.recall - recall) < abs($1.recall - recall) }
    }
  }

  /// The curves; the first one is drawn on top.
  public var curves: [Curve]
  /// The recall at which the curves are read; nil for none.
  public var hairline: Double?
  /// The style of the hairline.
  public var hairlineStyle: Style
  /// The colour behind the values at the hairline.
  public var hairlineGround: Color?
  /// The style of guides.
  public var guideStyle: Style
  /// The style of labels.
  public var labelStyle: Style

  /// Creates a chart.
  public init(
    _ curves: [Curve], hairline: Double? = nil, hairlineStyle: Style = .plain,
    hairlineGround: Color? = nil, guideStyle: Style = .plain, labelStyle: Style = .plain
  ) {
    self.curves = curves
    self.hairline = hairline
    self.hairlineStyle = hairlineStyle
    self.hairlineGround = hairlineGround
    self.guideStyle = guideStyle
    self.labelStyle = labelStyle
  }

  /// The columns of the labels of precision.
  private static let gutter = 5
  /// The fewest rows of which the last one is for the labels of recall.
  private static let rowsWithLabels = 4

  /// Draws the chart, the labels of recall in its last row.
  ///
  /// - Complexity: O(points + cells).
  public func draw(in rect: Rect, on grid: inout CellGrid, symbols: Symbols) {
    let hasLabels = rect.height >= Self.rowsWithLabels
    let (area, last) = rect.splitTop(rect.height - (hasLabels ? 1 : 0))
    let plot = area.inset(left: Self.gutter)
    guard plot.width > 1, plot.height > 0 else { return }
    var chart = LineChart(
      lines: lines.reversed(), xScale: AxisScale(0, 1), yScale: AxisScale(0, 1),
      guideStyle: guideStyle, labelStyle: labelStyle)
    chart.hairline = reading(symbols)
    chart.draw(in: area, gutter: Self.gutter, on: &grid, symbols: symbols)
    if hasLabels { drawRecalls(in: last, below: plot, chart, on: &grid, symbols: symbols) }
    drawLegend(in: plot, on: &grid, symbols: symbols)
  }

  private var lines: [LineChart.Line] {
    curves.enumerated().map { number, curve in
      var line = LineChart.Line(curve.points.map { ($0.recall, $0.precision) }, curve.style)
      line.letter = letter(number)
      return line
    }
  }

  /// The letter of a curve; nil for the only one.
  private func letter(_ number: Int) -> Unicode.Scalar? {
    curves.count > 1 ? Unicode.Scalar(UInt8(97 + number % 26)) : nil
  }

  /// The values at the hairline: of one curve the point, of several the precision of each.
  private func reading(_ symbols: Symbols) -> Hairline? {
    guard var hairline else { return nil }
    let plain = hairlineStyle.on(hairlineGround)
    var values: [PanelFrame.Piece] = []
    if curves.count == 1, let curve = curves.first, let point = curve.point(nearest: hairline) {
      hairline = point.recall
      let style = curve.style.on(hairlineGround)
      values = [
        ("precision \(MetricFormat.share(point.precision))", style),
        ("recall \(MetricFormat.share(point.recall))", plain),
      ]
      if let threshold = point.threshold {
        values.append(("score from \(MetricFormat.share(threshold))", plain))
      }
    } else {
      values = [("recall \(MetricFormat.share(hairline, 2))", plain)]
      for (number, curve) in curves.enumerated() {
        guard let point = curve.point(nearest: hairline) else { continue }
        let name = letter(number).map { "\(Character($0)) " } ?? ""
        let text = name + MetricFormat.share(point.precision, 2)
        values.append((text, curve.style.on(hairlineGround)))
      }
    }
    return Hairline(x: hairline, style: hairlineStyle, ground: plain, values: values)
  }

  /// Writes recalls below the plot, and the word between the last two.
  private func drawRecalls(
    in row: Rect, below plot: Rect, _ chart: LineChart, on grid: inout CellGrid, symbols: Symbols
  ) {
    let ticks: [Double] = plot.width >= 32 ? [0, 0.25, 0.5, 0.75, 1] : [0, 0.5, 1]
    AxisLabels(ticks: ticks, labels: MetricFormat.ticks(ticks), word: "recall").draw(
      in: row, below: plot, chart, labelStyle, on: &grid, symbols: symbols)
  }

  /// Writes the names of the curves into the lower left or upper right corner, whichever has fewer
  /// points.
  private func drawLegend(in plot: Rect, on grid: inout CellGrid, symbols: Symbols) {
    let named = curves.indices.filter { !curves[$0].name.isEmpty }
    let room = max(0, plot.height - 2)
    guard !named.isEmpty, room > 0 else { return }
    let shown = named.count > room ? room - 1 : named.count
    let most = plot.width * 2 / 3
    var lines: [PanelFrame.Piece] = named.prefix(shown).map { number in
      let curve = curves[number]
      let letter = letter(number).map { "\(Character($0)) " } ?? ""
      let remark = curve.remark.isEmpty ? "" : " \(curve.remark.sanitized)"
      let name = (letter + curve.name.sanitized).truncated(
        to: most - remark.cellWidth, ellipsis: symbols.ellipsis)
      return (name + remark, curve.style)
    }
    if named.count > shown { lines.append(("and \(named.count - shown) more", labelStyle)) }
    let width = min(lines.map(\.text.cellWidth).max() ?? 0, most)
    let isLow =
      points(inCorner: plot, width, lines.count, isLow: true)
      <= points(inCorner: plot, width, lines.count, isLow: false)
    let x = isLow ? plot.x + 1 : plot.maxX - width - 1
    // The rows of the hairline's values and of the least precision stay free.
    let y = isLow ? plot.maxY - 1 - lines.count : plot.y + 1
    for (row, line) in lines.enumerated() {
      grid.write(
        line.text.truncated(to: width, ellipsis: symbols.ellipsis), at: x, y + row, line.style)
    }
  }

  /// The number of points where the legend would lie.
  private func points(inCorner plot: Rect, _ width: Int, _ height: Int, isLow: Bool) -> Int {
    let across = Double(width + 2) / Double(plot.width)
    let up = Double(height + 1) / Double(plot.height)
    return curves.reduce(0) { sum, curve in
      sum
        + curve.points.count { point in
          isLow
            ? point.recall < across && point.precision < up
            : point.recall > 1 - across && point.precision > 1 - up
        }
    }
  }
}
