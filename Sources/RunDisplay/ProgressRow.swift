package import Cells
package import Charts
package import Themes

/// A position, a bar and facts in one row: `epoch 12/40 ▕███  ▏ 3/50  2:10 left`.
package struct ProgressRow {
  /// The position.
  package var position: [PanelFrame.Piece] = []
  /// The filled part of the bar, 0 … 1; nil for no bar.
  package var fraction: Double?
  /// The facts behind the bar, the most important first; the last are left out where there is no
  /// room.
  package var facts: [PanelFrame.Piece] = []
  /// The number of facts that are never left out.
  package var leastFacts = 0
  private let role: Theme.Role
  private let theme: Theme

  private static let smallestBar = 5
  private static let largestBar = 40

  /// Creates an empty row.
  ///
  /// - Parameter role: The colour of the bar.
  package init(_ role: Theme.Role, theme: Theme) {
    self.role = role
    self.theme = theme
  }

  /// Draws the row from a column; facts that do not fit are left out.
  package func draw(from start: Int, in rect: Rect, on grid: inout CellGrid, symbols: Symbols) {
    var x = start
    guard x + position.reduce(0, { $0 + $1.text.cellWidth }) < rect.maxX else { return }
    for piece in position { x += grid.write(piece.text, at: x, rect.y, piece.style) }
    x += 1
    var facts = facts
    let room = rect.maxX - 1 - x
    func used() -> Int { facts.reduce(0) { $0 + $1.text.cellWidth + 2 } }
    while facts.count > leastFacts, Self.smallestBar + used() > room { facts.removeLast() }
    let width = min(Self.largestBar, room - used())
    if let fraction, width >= Self.smallestBar {
      FillBar(fraction).draw(
        at: x, rect.y, width: width, full: theme.style(role), empty: theme.style(.quiet),
        on: &grid, symbols: symbols)
      x += width
    }
    for fact in facts where x + 1 + fact.text.cellWidth <= rect.maxX {
      x += grid.write(fact.text, at: x + 1, rect.y, fact.style, limit: rect.maxX - x - 1) + 2
    }
  }
}
