package import Cells
package import Charts
package import Themes

/// The frame of a dialog over the screen.
package struct DialogFrame {
  private let title: String
  private let theme: Theme
  private let symbols: Symbols

  /// Creates a frame.
  package init(title: String, theme: Theme, symbols: Symbols) {
    (self.title, self.theme, self.symbols) = (title, theme, symbols)
  }

  /// A centred rectangle of a size, no larger than the outer one.
  package static func centred(_ size: Size, in rect: Rect) -> Rect {
    let (width, height) = (min(size.width, rect.width), min(size.height, rect.height))
    return Rect(
      x: rect.x + (rect.width - width) / 2, y: rect.y + (rect.height - height) / 2, width: width,
      height: height)
  }

  /// Clears the rectangle and draws the frame.
  ///
  /// - Returns: The rectangle inside.
  package func draw(in rect: Rect, on grid: inout CellGrid) -> Rect {
    grid.fill(rect, with: Cell(" ", theme.style(.text).on(theme.color(.background))))
    return PanelFrame(title: (title, theme.style(.strong, .bold)), style: theme.style(.edit))
      .draw(in: rect, on: &grid, symbols: symbols)
  }
}
