public import Cells
internal import ChartPanels
public import Charts
internal import RunModel
internal import Themes

/// The charts of recordings below a header, for a file or plain text.
public struct ChartPage {
  private let state: DashboardState

  /// Creates a page.
  ///
  /// - Parameter state: A screen with a playback.
  public init(_ state: DashboardState) { self.state = state }

  /// The smallest size that has room for the charts.
  public static let smallest = Size(40, 12)

  /// Draws the page.
  ///
  /// - Complexity: O(points of the shown curves + cells).
  public func grid(size: Size, symbols: Symbols) -> CellGrid {
    let theme = state.theme
    let ground = Style(theme.color(.text), on: theme.color(.background))
    var grid = CellGrid(
      Size(max(size.width, Self.smallest.width), max(size.height, Self.smallest.height)),
      fill: Cell(" ", ground))
    let (header, charts) = grid.bounds.splitTop(2)
    HeaderView(state: state, symbols: symbols).draw(in: header, on: &grid)
    ChartsView(state: state, symbols: symbols).draw(in: charts, on: &grid)
    if symbols.dots == .ascii { grid.keepASCII() }
    return grid
  }
}
