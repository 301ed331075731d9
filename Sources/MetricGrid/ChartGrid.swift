package import Cells

/// The rectangles of the charts in an area: one to four columns of one to four charts, above an
/// event strip per column.
package struct ChartGrid: Equatable, Sendable {
  /// The columns from top to bottom, each with its event strip.
  package let columns: [Rect]
  /// The charts, row by row.
  package let cells: [Rect]
  /// The chart of the learning rate; nil where it has no room.
  package let rate: Rect?
  /// The event strips below the columns.
  package let strips: [Rect]
  /// The charts of a page when there are more than cells.
  package let capacity: Int

  /// The greatest number of columns, and of rows.
  package static let most = 4
  /// The shape with the most charts.
  package static let largest = GridShape(most, most)
  /// The smallest chart with its frame.
  package static let smallest = Size(30, 7)
  /// The smallest chart when there are more than fit.
  package static let comfortable = Size(36, 9)
  /// The rows of an event strip.
  package static let stripHeight = 2

  /// Lays charts out.
  ///
  /// One column is preferred until its charts become flat. In one column the learning rate is lower
  /// than the charts, beside others it is one of them.
  ///
  /// - Parameters:
  ///   - area: The rectangle, with the event strips.
  ///   - charts: The number of charts.
  ///   - hasRate: True when the learning rate has a chart.
  ///   - most: The most columns and rows.
  package init(
    in area: Rect, charts: Int, hasRate: Bool, most: GridShape = ChartGrid.largest
  ) {
    let panels = area.splitTop(area.height - Self.stripHeight).top
    let charts = max(1, charts)
    let rateHeight =
      panels.height >= 12 && hasRate ? max(4, min(10, panels.height * 18 / 100)) : 0
    let single = panels.height - rateHeight
    let shape = Self.shape(
      panels, single: single, charts: charts, hasRate: rateHeight > 0, most: most)
    let beside = rateHeight > 0 && shape.columns > 1 ? 1 : 0
    capacity = max(1, shape.columns * shape.rows - beside)
    let shown = min(charts, capacity)
    var rest = area
    let columns = (0..<shape.columns).map { index in
      let split = rest.splitLeft(rest.width / (shape.columns - index))
      rest = split.rest
      return split.left
    }
    self.columns = columns
    strips = columns.map { $0.splitTop($0.height - Self.stripHeight).rest }
    // Each column holds every so many-th chart; one with fewer charts has higher ones.
    let count = shown + beside
    var cells = [Rect](repeating: panels, count: count)
    var rate: Rect?
    for (index, column) in columns.enumerated() {
      let own = Array(stride(from: index, to: count, by: shape.columns))
      var below = column.splitTop(shape.columns == 1 ? single : panels.height).top
      for (number, chart) in own.enumerated() {
        // The upper ones get the rows that remain.
        let left = own.count - number
        let split = below.splitTop((below.height + left - 1) / left)
        cells[chart] = split.top
        below = split.rest
      }
    }
    if beside == 1 { rate = cells.removeLast() }
    if shape.columns == 1, rateHeight > 0 {
      rate = panels.splitTop(single).rest
    }
    self.cells = cells
    self.rate = rate
  }

  private struct Shape {
    var columns: Int
    var rows: Int
  }

  /// The shape that holds all charts and whose charts look best; when none does, the largest one
  /// with charts that are not too small.
  private static func shape(
    _ panels: Rect, single: Int, charts: Int, hasRate: Bool, most: GridShape
  ) -> Shape {
    var best: (shape: Shape, badness: Double)?
    for columns in 1...most.columns
    where columns == 1 || panels.width / columns >= smallest.width {
      let height = columns == 1 ? single : panels.height
      let highest = max(1, min(most.rows, height / smallest.height))
      let count = charts + (hasRate && columns > 1 ? 1 : 0)
      let rows = (count + columns - 1) / columns
      guard rows <= highest, columns <= count else { continue }
      // Four columns of the plot per row are about twice as wide as high.
      let ratio =
        Double(max(1, panels.width / columns - 10)) / Double(max(1, height / rows - 2))
      let badness = abs(relative(ratio))
      if badness < best?.badness ?? .infinity {
        best = (Shape(columns: columns, rows: rows), badness)
      }
    }
    if let best { return best.shape }
    let large = largest(panels, single: single, of: comfortable, most)
    return large.columns * large.rows > 1
      ? large : largest(panels, single: single, of: smallest, most)
  }

  /// The shape with the most charts of at least a size.
  private static func largest(
    _ panels: Rect, single: Int, of least: Size, _ most: GridShape
  ) -> Shape {
    var largest = Shape(columns: 1, rows: 1)
    for columns in 1...most.columns
    where columns == 1 || panels.width / columns >= least.width {
      let height = columns == 1 ? single : panels.height
      let rows = max(1, min(most.rows, height / least.height))
      if columns * rows > largest.columns * largest.rows {
        largest = Shape(columns: columns, rows: rows)
      }
    }
    return largest
  }

  /// The distance of a ratio from that of a chart that is easy to read, in powers of two.
  private static func relative(_ ratio: Double) -> Double {
    let wanted = 3.7
    // The same for a ratio and its inverse, without a logarithm.
    return ratio >= wanted ? ratio / wanted - 1 : wanted / ratio - 1
  }
}
