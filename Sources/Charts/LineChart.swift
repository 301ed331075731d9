public import Cells

/// A chart of curves with guides, levels, upright lines and the best point.
///
/// With more points than columns of dots, each column shows the range from its least to its
/// greatest value, so that no spike is lost. Points that are not finite leave a gap.
public struct LineChart {
  /// One curve.
  public struct Line {
    /// The connection of points.
    public enum Joining: Equatable, Sendable {
      /// Straight lines.
      case line
      /// Straight lines with a mark on each point, or with little room on the last and some before
      /// it.
      case marked
      /// Steps: a value holds until the next.
      case steps
    }

    /// The dots of a line, which distinguish it where there are no colours.
    public enum Pattern: Equatable, Sendable {
      /// All of them.
      case solid
      /// Those of two cells in three, and every second one of steep parts.
      case dashed
      /// Few, for what lies behind other lines.
      case sparse
    }

    /// The points in order of `x`.
    public var points: [(x: Double, y: Double)]
    /// The style of the line and its marks.
    public var style: Style
    /// The connection of points.
    public var joining: Joining
    /// The dots that are drawn where there are no colours.
    public var pattern = Pattern.solid
    /// A letter at the last point, which distinguishes the curve without colour; nil for none.
    public var letter: Unicode.Scalar?

    /// Creates a curve.
    public init(_ points: [(x: Double, y: Double)], _ style: Style, _ joining: Joining = .line) {
      self.points = points
      self.style = style
      self.joining = joining
    }
  }

  /// A horizontal line, such as the value to beat.
  public struct Level {
    /// The value on the y axis.
    public var y: Double
    /// The style of the line.
    public var style: Style

    /// Creates a level.
    public init(_ y: Double, _ style: Style) {
      self.y = y
      self.style = style
    }
  }

  /// A vertical line, such as that of an event.
  public struct Upright {
    /// The coordinate on the x axis.
    public var x: Double
    /// The style of the line.
    public var style: Style
    /// The meaning of the line in a word, which stands beside it where there is room; empty for none.
    public var word: String

    /// Creates a vertical line.
    public init(_ x: Double, _ style: Style, word: String = "") {
      self.x = x
      self.style = style
      self.word = word
    }
  }

  /// The curves; the last one is drawn on top.
  public var lines: [Line]
  /// Levels behind the curves.
  public var levels: [Level] = []
  /// Vertical lines behind the curves.
  public var uprights: [Upright] = []
  /// The best point and the style of its star; nil for none.
  public var star: (x: Double, y: Double, style: Style)?
  /// The horizontal axis.
  public var xScale: AxisScale
  /// The vertical axis.
  public var yScale: AxisScale
  /// The style of guides.
  public var guideStyle: Style
  /// The style of labels.
  public var labelStyle: Style
  /// The values of the vertical axis that have a label where they alone are in their row; nil for
  /// round values.
  public var ticks: [Double]?
  /// True when points above or below the vertical axis are marked at its edge.
  public var marksEdges = false
  /// The vertical line at which values are read; nil for none.
  public var hairline: Hairline?
  /// The labels of values of the vertical axis.
  public var labels: ([Double]) -> [String] = MetricFormat.ticks

  /// Creates a chart; without a `yScale` the axis fits the curves.
  public init(
    lines: [Line], xScale: AxisScale, yScale: AxisScale? = nil, isLogarithmic: Bool = false,
    guideStyle: Style = .plain, labelStyle: Style = .plain
  ) {
    self.lines = lines
    self.xScale = xScale
    self.yScale =
      yScale
      ?? .fitting(lines.lazy.flatMap { $0.points.lazy.map { $0.y } }, isLogarithmic: isLogarithmic)
      ?? AxisScale(0, 1)
    self.guideStyle = guideStyle
    self.labelStyle = labelStyle
  }

  /// Draws the chart; the first `gutter` columns are for labels.
  ///
  /// - Complexity: O(points + cells).
  public func draw(in rect: Rect, gutter: Int, on grid: inout CellGrid, symbols: Symbols) {
    let plot = rect.inset(left: gutter)
    guard plot.width > 1, plot.height > 0 else { return }
    drawGuides(in: plot, gutter: gutter, on: &grid, symbols: symbols)
    for level in levels {
      guard let row = row(of: level.y, in: plot, symbols: symbols) else { continue }
      for column in plot.x..<plot.maxX { grid.put(symbols.level, at: column, row, level.style) }
    }
    for upright in uprights {
      guard let column = column(of: upright.x, in: plot, symbols: symbols) else { continue }
      for row in plot.y..<plot.maxY { grid.put(symbols.upright, at: column, row, upright.style) }
    }
    var canvas = DotCanvas(columns: plot.width, rows: plot.height, symbols: symbols)
    for line in lines {
      canvas.beginCurve(line.pattern)
      draw(line, on: &canvas)
    }
    canvas.draw(in: plot, on: &grid)
    for line in lines where line.joining == .marked {
      drawMarks(line, in: plot, on: &grid, symbols: symbols)
    }
    if marksEdges { drawEdges(in: plot, on: &grid, symbols: symbols) }
    if let star, let column = column(of: star.x, in: plot, symbols: symbols),
      let row = row(of: star.y, in: plot, symbols: symbols)
    {
      grid.put(symbols.star, at: column, row, star.style)
    }
    drawLetters(beside: canvas, in: plot, on: &grid, symbols: symbols)
    if let hairline, let column = column(of: hairline.x, in: plot, symbols: symbols) {
      hairline.draw(at: column, in: plot, on: &grid, symbols: symbols)
    }
    for upright in uprights { drawWord(of: upright, in: plot, on: &grid, symbols: symbols) }
  }

  /// Writes the word of a vertical line beside it, in one of the first or last rows, where nothing else
  /// is.
  private func drawWord(
    of upright: Upright, in plot: Rect, on grid: inout CellGrid, symbols: Symbols
  ) {
    let width = upright.word.cellWidth
    guard width > 0, let line = column(of: upright.x, in: plot, symbols: symbols) else { return }
    let blank: Set<Unicode.Scalar> = [" ", symbols.guide, symbols.level]
    let rows = Array(plot.y..<plot.maxY)
    for row in rows.prefix(2) + rows.suffix(2).reversed() {
      for start in [line + 1, line - width] where start >= plot.x && start + width <= plot.maxX {
        // No curve touches the word.
        let around = max(plot.x, start - 1)..<min(plot.maxX, start + width + 1)
        if around.allSatisfy({ $0 == line || blank.contains(grid[$0, row].scalar) }) {
          grid.write(upright.word, at: start, row, upright.style)
          return
        }
      }
    }
  }

  /// The column of the grid for a coordinate in the plot; nil outside.
  public func column(of x: Double, in plot: Rect, symbols: Symbols) -> Int? {
    guard let fraction = xScale.fraction(x), fraction >= 0, fraction <= 1 else { return nil }
    let across = symbols.dots.perCell.across
    let dot = Int((fraction * Double(plot.width * across - 1)).rounded())
    return plot.x + dot / across
  }

  /// The row of the grid for a value in the plot, the same as that of its dot; nil outside.
  func row(of y: Double, in plot: Rect, symbols: Symbols) -> Int? {
    guard let fraction = yScale.fraction(y), fraction >= 0, fraction <= 1 else { return nil }
    let down = symbols.dots.perCell.down
    let dots = plot.height * down
    return plot.y + (dots - 1 - Int((fraction * Double(dots - 1)).rounded())) / down
  }

  /// The rows from which a vertical axis has at least two numbers.
  package static let fewestLabelledRows = 4

  /// Round values for the labels: two or more in different rows where there is room.
  private func fittingTicks(in plot: Rect, symbols: Symbols) -> [Double] {
    let wanted = max(2, min(6, plot.height / 3), min(10, plot.height / 5))
    let usual = yScale.ticks(wanted)
    guard plot.height >= Self.fewestLabelledRows else { return usual }
    return (wanted...wanted + 4).lazy.map(yScale.ticks).first { ticks in
      Set(ticks.compactMap { row(of: $0, in: plot, symbols: symbols) }).count > 1
    } ?? usual
  }

  private func drawGuides(
    in plot: Rect, gutter: Int, on grid: inout CellGrid, symbols: Symbols
  ) {
    let ticks = ticks ?? fittingTicks(in: plot, symbols: symbols)
    // Values that were chosen for the axis have labels of their own.
    let labels =
      self.ticks == nil
      ? MetricFormat.distinct(labels(ticks), of: ticks, width: gutter - 1) : labels(ticks)
    let rows = ticks.map { row(of: $0, in: plot, symbols: symbols) }
    func isShared(_ row: Int?) -> Bool { rows.count { $0 == row } > 1 }
    func write(_ label: String, _ row: Int) {
      guard gutter > 1 else { return }
      grid.writeTrailing(label.truncated(to: gutter - 1), endingAt: plot.x - 1, row, labelStyle)
    }
    var lastRow = Int.max
    for (row, label) in zip(rows, labels) {
      guard let row, row < lastRow else { continue }
      lastRow = row
      // A row of several levels is that of none; the least and the greatest say what the chart spans.
      if self.ticks != nil, isShared(row) {
        let isSpanning = rows.first != rows.last
        if isSpanning, row == rows.first { write(label, row) }
        if isSpanning, row == rows.last { write(labels[labels.count - 1], row) }
        continue
      }
      for column in stride(from: plot.x, to: plot.maxX, by: symbols.guideStep) {
        grid.put(symbols.guide, at: column, row, guideStyle)
      }
      write(label, row)
    }
  }

  /// The greatest distance of a point from the plot, in widths; further away the slope of a line
  /// looks the same.
  private static let far = 1e9

  private func draw(_ line: Line, on canvas: inout DotCanvas) {
    var last: (x: Int, y: Int)?
    // A value that holds since before a logarithmic axis enters at its edge.
    let isEntering = line.joining == .steps && xScale.isLogarithmic
    let first = isEntering ? line.points.lastIndex { $0.x <= xScale.lower } ?? 0 : 0
    for (x, y) in line.points.dropFirst(first) {
      let x = isEntering ? max(x, xScale.lower) : x
      guard let across = xScale.fraction(x), let up = yScale.fraction(y) else {
        last = nil
        continue
      }
      let point = (
        x: Int((max(-Self.far, min(Self.far, across)) * Double(canvas.width - 1)).rounded()),
        y: canvas.height - 1 - Int((max(-1, min(2, up)) * Double(canvas.height - 1)).rounded())
      )
      if let last {
        if line.joining == .steps {
          canvas.line(from: last, to: (point.x, last.y), line.style)
          canvas.line(from: (point.x, last.y), to: point, line.style)
        } else {
          canvas.line(from: last, to: point, line.style)
        }
      } else {
        canvas.set(point.x, point.y, line.style)
      }
      last = point
    }
  }

  /// Marks the columns whose points lie above or below the plot.
  private func drawEdges(in plot: Rect, on grid: inout CellGrid, symbols: Symbols) {
    for line in lines {
      for (x, y) in line.points {
        guard y.isFinite, let column = column(of: x, in: plot, symbols: symbols) else { continue }
        if y > yScale.upper {
          grid.put(symbols.direction.up, at: column, plot.y, line.style)
        } else if y < yScale.lower {
          grid.put(symbols.direction.down, at: column, plot.maxY - 1, line.style)
        }
      }
    }
  }

}
