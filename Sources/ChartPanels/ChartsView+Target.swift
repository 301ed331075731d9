package import Cells
internal import Charts
internal import MetricGrid
internal import Playbacks
internal import RunDisplay
internal import RunModel

/// The chart or event strip at a cell of the screen, and the coordinate there.
package struct ChartTarget: Equatable {
  /// The title of the metric; nil for the learning rate and for an event strip.
  package var title: String?
  /// True for an event strip.
  package var isStrip: Bool
  /// The index of the run whose charts these are; nil where runs share them.
  package var run: Int?
  /// The coordinate on the axis.
  package var x: Double
}

extension ChartsView {
  /// The chart or event strip at a cell; nil beside them.
  package static func target(
    column: Int, row: Int, of scene: ChartScene, in rect: Rect
  ) -> ChartTarget? {
    let numbers = runs(of: scene, width: rect.width)
    for (number, area) in zip(numbers, columns(of: scene, in: rect))
    where area.contains(column: column, row: row) {
      let grid = scene.grid(in: number == nil ? area : area.inset(top: 1))
      let titles = scene.page(capacity: grid.capacity).curves.map(\.title)
      guard let x = x(at: column, row, on: scene.axis(in: area), in: grid.columns) else {
        return nil
      }
      let cell = grid.cells.firstIndex { $0.contains(column: column, row: row) }
      return ChartTarget(
        title: cell.flatMap { titles.indices.contains($0) ? titles[$0] : nil },
        isStrip: grid.strips.contains { $0.contains(column: column, row: row) }, run: number, x: x)
    }
    return nil
  }

  /// The coordinate on the axis under a cell.
  private static func x(
    at column: Int, _ row: Int, on axis: TimeAxis, in columns: [Rect]
  ) -> Double? {
    guard let charts = columns.first(where: { $0.contains(column: column, row: row) }) else {
      return nil
    }
    let plot = charts.inset(left: 1 + gutter, right: 1)
    guard plot.width > 1 else { return nil }
    // The points of the whole column are at or before its right end.
    let share =
      column == plot.x
      ? 0 : (2 * Double(column - plot.x) + 1.4) / Double(2 * plot.width - 1)
    return axis.scale.value(at: max(0, min(1, share)))
  }
}
