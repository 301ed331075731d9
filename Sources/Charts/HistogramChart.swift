public import Cells

/// A histogram of even bins: filled columns over the values, the values below.
public struct HistogramChart {
  /// The number of values in each bin, 0 or more.
  public var counts: [Double]
  /// The lower end of the first bin.
  public var lower: Double
  /// The upper end of the last bin, not below `lower`.
  public var upper: Double
  /// The style of the columns.
  public var style: Style
  /// The style of labels.
  public var labelStyle: Style

  /// Creates a chart.
  public init(
    counts: [Double], lower: Double, upper: Double, style: Style, labelStyle: Style = .plain
  ) {
    (self.counts, self.lower, self.upper) = (counts, lower, upper)
    (self.style, self.labelStyle) = (style, labelStyle)
  }

  /// Draws the columns, and in the last row the values; the first `gutter` columns are for the
  /// greatest count.
  ///
  /// - Complexity: O(bins + cells).
  public func draw(in rect: Rect, gutter: Int, on grid: inout CellGrid, symbols: Symbols) {
    let (area, row) = rect.splitTop(rect.height - 1)
    let plot = area.inset(left: gutter)
    guard plot.width > 1, plot.height > 0 else { return }
    // Equal values stand in the middle of the axis.
    let bins = lower == upper ? [0, counts.reduce(0, +), 0] : counts
    var canvas = DotCanvas(columns: plot.width, rows: plot.height, symbols: symbols)
    canvas.beginCurve()
    let heights = (0..<canvas.width).map { Self.mean(of: bins, column: $0, of: canvas.width) }
    let most = heights.max() ?? 0
    for (column, height) in heights.enumerated() where height > 0 {
      let dots = max(1, Int((height / most * Double(canvas.height)).rounded()))
      canvas.setColumn(column, canvas.height - dots, canvas.height - 1, style)
    }
    canvas.draw(in: plot, on: &grid)
    if gutter > 5, let greatest = bins.max(), greatest > 0 {
      let count = MetricFormat.short(Int(min(1e18, greatest.rounded())))
      grid.writeTrailing(count, endingAt: plot.x - 1, plot.y, labelStyle)
    }
    let scale = AxisScale(lower, upper)
    let ticks = lower == upper ? [lower] : scale.ticks(max(2, min(8, plot.width / 14)))
    let texts = lower == upper ? [MetricFormat.metric(lower)] : MetricFormat.ticks(ticks)
    AxisLabels(ticks: ticks, labels: texts).draw(
      in: row, below: plot, LineChart(lines: [], xScale: scale), labelStyle, on: &grid,
      symbols: symbols)
  }

  /// The mean count of the bins below a column of dots.
  private static func mean(of bins: [Double], column: Int, of width: Int) -> Double {
    let first = min(bins.count - 1, column * bins.count / width)
    let end = max(first + 1, (column + 1) * bins.count / width)
    guard first >= 0 else { return 0 }
    let mean = bins[first..<min(bins.count, end)].reduce(0, +) / Double(end - first)
    return mean.isFinite ? mean : 0
  }
}
