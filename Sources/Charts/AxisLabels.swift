public import Cells

/// The numbers below a chart, and a word for what they count.
public struct AxisLabels {
  /// The coordinates of the numbers, ascending.
  public var ticks: [Double]
  /// The numbers as text, one for each coordinate.
  public var labels: [String]
  /// The word, which stands before the last number where it has room; empty for none.
  public var word: String

  /// Creates labels.
  public init(ticks: [Double], labels: [String], word: String = "") {
    (self.ticks, self.labels, self.word) = (ticks, labels, word)
  }

  /// Draws the labels of a chart; those that do not fit are left out.
  ///
  /// - Parameters:
  ///   - row: The row below the chart.
  ///   - plot: The part of the chart that the axis spans.
  public func draw(
    in row: Rect, below plot: Rect, _ chart: LineChart, _ style: Style, on grid: inout CellGrid,
    symbols: Symbols
  ) {
    var free = plot.x
    var gap = plot.x..<plot.x
    for (tick, label) in zip(ticks, labels) {
      guard let column = chart.column(of: tick, in: plot, symbols: symbols) else { continue }
      let width = label.cellWidth
      let x = max(plot.x, min(column - width / 2, plot.maxX - width))
      guard x >= free else { continue }
      gap = free..<x
      free = x + grid.write(label, at: x, row.y, style) + 1
    }
    let room = plot.maxX - free
    if room > word.cellWidth {
      grid.writeTrailing(word, endingAt: plot.maxX, row.y, style)
    } else if gap.count >= word.cellWidth + 1 {
      let start = gap.lowerBound + (gap.count - word.cellWidth) / 2
      grid.write(word, at: start, row.y, style)
    }
  }
}
