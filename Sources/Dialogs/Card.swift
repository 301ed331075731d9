package import Cells
package import Charts
package import Themes

/// A card of rows over the screen, with the keys that work there at its foot; without a frame, and over
/// all of the screen, where that is small.
package struct Card {
  /// A row of differently styled words.
  package typealias Row = [PanelFrame.Piece]

  private let title: PanelFrame.Piece
  private let remarks: [PanelFrame.Piece]
  private let theme: Theme
  private let symbols: Symbols

  /// The smallest screen with a frame.
  private static let leastFramed = Size(26, 7)
  /// The columns from which the screen stays visible on both sides.
  private static let leastWithMargin = 48

  /// Creates a card.
  package init(
    title: PanelFrame.Piece, remarks: [PanelFrame.Piece] = [], theme: Theme, symbols: Symbols
  ) {
    (self.title, self.remarks, self.theme, self.symbols) = (title, remarks, theme, symbols)
  }

  private static func isFramed(in rect: Rect) -> Bool {
    rect.width >= leastFramed.width && rect.height >= leastFramed.height
  }

  /// The columns and lines for the rows of a card over a rectangle.
  ///
  /// - Parameter widest: The most columns of the card.
  package static func room(in rect: Rect, widest: Int) -> Size {
    guard isFramed(in: rect) else { return Size(max(0, rect.width - 1), rect.height) }
    let margin = rect.width < leastWithMargin ? 0 : 4
    return Size(min(widest, rect.width - margin) - 4, rect.height - 2)
  }

  /// Draws the card.
  ///
  /// - Parameters:
  ///   - columns: The columns of the rows.
  ///   - isAtBottom: True for a card at the bottom of the rectangle; else it is in the middle.
  package func draw(
    _ rows: [Row], keys: [Row], columns: Int, isAtBottom: Bool = false, in rect: Rect,
    on grid: inout CellGrid
  ) {
    let ground = Cell(" ", theme.style(.text).on(theme.color(.background)))
    guard Self.isFramed(in: rect) else {
      grid.fill(rect, with: ground)
      let head = title.text.wrapped(to: columns).map { [($0, title.style)] }
      let all = head + rows
      let isWhole = all.count + keys.count <= rect.height
      return write(fitting(isWhole ? all : rows, keys, in: rect.height), in: rect, on: &grid)
    }
    let shown = fitting(rows, keys, in: rect.height - 2)
    var box = DialogFrame.centred(Size(columns + 4, shown.count + 2), in: rect)
    if isAtBottom { box.y = rect.maxY - box.height }
    grid.fill(box, with: ground)
    let frame = PanelFrame(title: title, remarks: remarks, style: theme.style(.edit))
    write(shown, in: frame.draw(in: box, on: &grid, symbols: symbols), on: &grid)
  }

  /// The rows with the keys below them; where not all fit, first without blank rows, then without the
  /// last ones, then without the first keys.
  private func fitting(_ rows: [Row], _ keys: [Row], in height: Int) -> [Row] {
    if rows.count + keys.count <= height { return rows + keys }
    let foot = keys.suffix(max(0, height - 1))
    return Array(rows.filter { !$0.isEmpty }.prefix(max(0, height - foot.count)) + foot)
  }

  private func write(_ rows: [Row], in rect: Rect, on grid: inout CellGrid) {
    for (index, row) in rows.enumerated() where index < rect.height {
      var x = rect.x + 1
      for (text, style) in row {
        x += grid.write(text, at: x, rect.y + index, style, limit: max(0, rect.maxX - x))
      }
    }
  }
}
