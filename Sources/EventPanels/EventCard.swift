package import Cells
package import Charts
internal import Dialogs
internal import EventLists
internal import RunDisplay
internal import RunModel
internal import Themes

/// A card over the screen with everything known about the event under the cursor.
package struct EventCard {
  private let scene: EventScene
  private let symbols: Symbols

  private static let widest = 64
  private static let labels = 8

  private var theme: Theme { scene.theme }

  /// Creates the card of a scene.
  package init(scene: EventScene, symbols: Symbols) {
    self.scene = scene
    self.symbols = symbols
  }

  /// Draws the card at the bottom of the body, so that the charts above stay visible; nothing
  /// without a cursor.
  package func draw(in body: Rect, on grid: inout CellGrid) {
    guard let row = scene.rowAtCursor(scene.allRows) else { return }
    let details = EventDetails(
      of: row, in: scene.history, position: scene.axis.label(exactly: row.x),
      firstEpoch: scene.axis.firstEpoch, isTimed: scene.isTimed)
    let columns = Card.room(in: body, widest: Self.widest).width
    let arrows = symbols.dots == .ascii ? "up/down" : "↑↓"
    Card(title: title(of: details.kind), remarks: number, theme: theme, symbols: symbols).draw(
      rows(of: details, columns),
      keys: KeyHints.rows(
        [(arrows, "other events"), ("esc", "close")], width: columns, theme: theme),
      columns: columns, isAtBottom: true, in: body, on: &grid)
  }

  private func title(of kind: EventMark.Kind?) -> PanelFrame.Piece {
    guard let kind else { return ("event", theme.style(.strong, .bold)) }
    return ("\(Character(kind.symbol(symbols))) \(kind.name)", theme.style(kind.role, .bold))
  }

  /// The number of the event among those that are marked.
  private var number: [PanelFrame.Piece] {
    scene.cursor.map { [("\($0 + 1)/\(scene.history.marks.count)", theme.style(.dim))] } ?? []
  }

  private func rows(of details: EventDetails, _ width: Int) -> [Card.Row] {
    let labelled = LabelledRows(labels: Self.labels, width: width, theme: theme)
    return details.text.sanitized.wrapped(to: width).map { [($0, theme.style(.strong))] }
      + details.lines.flatMap { labelled.text($0.label, $0.text) }
  }
}
