public import Cells

/// A chart of distributions over an axis: nested bands between percentiles, darker towards their
/// middle, which is a line.
public struct BandChart {
  /// A distribution at a coordinate.
  public struct Point {
    /// The coordinate on the x axis.
    public var x: Double
    /// Percentiles, ascending; an odd number, the same for all points.
    public var values: [Double]

    /// Creates a distribution.
    public init(x: Double, values: [Double]) { (self.x, self.values) = (x, values) }
  }

  /// The distributions in order of `x`, apart from those with another number of percentiles.
  public private(set) var points: [Point]
  /// The horizontal axis.
  public var xScale: AxisScale
  /// The vertical axis.
  public var yScale: AxisScale
  /// The colour of the middle; bands are mixed of it and the ground.
  public var color: Color
  /// The colour of the ground.
  public var ground: Color
  /// The style of guides.
  public var guideStyle: Style
  /// The style of labels.
  public var labelStyle: Style

  /// Creates a chart whose vertical axis fits the distributions.
  public init(
    _ points: [Point], xScale: AxisScale, color: Color, ground: Color, guideStyle: Style = .plain,
    labelStyle: Style = .plain
  ) {
    let count = points.first { !$0.values.isEmpty }?.values.count
    let points = points.filter { $0.x.isFinite && $0.values.count == count }
    self.points = points
    self.xScale = xScale
    yScale =
      .fitting(points.lazy.flatMap { [$0.values.first ?? .nan, $0.values.last ?? .nan] })
      ?? AxisScale(0, 1)
    (self.color, self.ground) = (color, ground)
    (self.guideStyle, self.labelStyle) = (guideStyle, labelStyle)
  }

  /// Draws the chart; the first `gutter` columns are for labels.
  ///
  /// With half blocks, a row of cells shows two rows of shades; otherwise characters are the shades.
  ///
  /// - Complexity: O(points + cells).
  public func draw(in rect: Rect, gutter: Int, on grid: inout CellGrid, symbols: Symbols) {
    let plot = rect.inset(left: gutter)
    guard plot.width > 0, plot.height > 0 else { return }
    var frame = LineChart(
      lines: [], xScale: xScale, yScale: yScale, guideStyle: guideStyle, labelStyle: labelStyle)
    frame.labels = { values in
      let labels = MetricFormat.ticks(values)
      return labels.allSatisfy { $0.cellWidth < gutter }
        ? labels : MetricFormat.rates(values, width: gutter - 1)
    }
    frame.draw(in: rect, gutter: gutter, on: &grid, symbols: symbols)
    let parts = symbols.hasHalfBlocks ? 2 : 1
    var next = 0
    for column in plot.x..<plot.maxX {
      guard let values = values(at: column, in: plot, from: &next) else { continue }
      let depths = depths(values, rows: plot.height * parts)
      for row in 0..<plot.height {
        if parts == 2 {
          put(depths[2 * row], depths[2 * row + 1], at: column, plot.y + row, on: &grid)
        } else if depths[row] > 0 {
          let count = symbols.shades.count
          let shade = symbols.shades[depths[row] > bands ? count - 1 : min(depths[row], count) - 1]
          grid.put(shade, at: column, plot.y + row, Style(color))
        }
      }
    }
  }

  /// The number of nested bands.
  private var bands: Int { (points.first?.values.count ?? 0) / 2 }

  /// The percentiles in the middle of a column; nil outside the points.
  ///
  /// - Parameter next: The first point that lies behind the column before.
  private func values(at column: Int, in plot: Rect, from next: inout Int) -> [Double]? {
    let width = Double(plot.width)
    func place(_ index: Int) -> Double { (xScale.fraction(points[index].x) ?? .nan) * width }
    let (left, right) = (Double(column - plot.x), Double(column - plot.x + 1))
    let middle = (left + right) / 2
    while next < points.count, place(next) <= middle { next += 1 }
    // The first and the last point fill their columns.
    guard next < points.count else {
      return next > 0 && place(next - 1) >= left - 1e-9 ? points[next - 1].values : nil
    }
    guard next > 0 else { return place(next) <= right ? points[next].values : nil }
    let (start, end) = (place(next - 1), place(next))
    // An axis that goes back, as of a resumed run, has no part in between.
    guard end > start, points[next].values.count == points[next - 1].values.count else {
      return nil
    }
    let share = (middle - start) / (end - start)
    return zip(points[next - 1].values, points[next].values).map { $0 + share * ($1 - $0) }
  }

  /// The number of bands around each row, from the top; one more in the row of the middle.
  private func depths(_ values: [Double], rows: Int) -> [Int] {
    var depths = Array(repeating: 0, count: rows)
    /// The row of a value, which may lie outside.
    func row(_ value: Double) -> Int? {
      yScale.fraction(value).map { fraction in
        rows - 1 - Int((max(-1, min(2, fraction)) * Double(rows)).rounded(.down))
      }
    }
    for band in 0...bands {
      guard let top = row(values[values.count - 1 - band]), let bottom = row(values[band]) else {
        continue
      }
      let (first, last) = (max(0, top), min(rows - 1, bottom))
      if first <= last { for row in first...last { depths[row] = band + 1 } }
    }
    return depths
  }

  private func put(
    _ upper: Int, _ lower: Int, at column: Int, _ row: Int, on grid: inout CellGrid
  ) {
    guard upper > 0 || lower > 0 else { return }
    if upper == lower {
      grid.put(" ", at: column, row, Style(shade(upper), on: shade(upper)))
    } else if lower == 0 {
      grid.put("▀", at: column, row, Style(shade(upper)))
    } else if upper == 0 {
      grid.put("▄", at: column, row, Style(shade(lower)))
    } else {
      grid.put("▀", at: column, row, Style(shade(upper), on: shade(lower)))
    }
  }

  /// The colour of a depth: from faint to the colour itself.
  private func shade(_ depth: Int) -> Color {
    if depth > bands { return color }
    let strength = 0.14 + 0.56 * Double(depth - 1) / Double(max(1, bands))
    return ground.mixed(with: color, strength)
  }
}
