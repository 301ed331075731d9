package import Cells
package import Charts
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
      isTimed: scene.isTimed)
    let width = min(Self.widest, body.width - 4)
    guard width > Self.labels + 12 else { return }
    let lines = lines(of: details, width: width - 4)
    let height = min(body.height, lines.count + 2)
    let box = Rect(
      x: body.x + (body.width - width) / 2, y: body.maxY - height, width: width, height: height)
    grid.fill(box, with: Cell(" ", theme.style(.text).on(theme.color(.background))))
    let frame = PanelFrame(
      title: title(of: details.kind),
      remarks: number, style: theme.style(.edit))
    let inside = frame.draw(in: box, on: &grid, symbols: symbols)
    for (index, line) in lines.enumerated() where index < inside.height {
      var x = inside.x + 1
      for (text, style) in line {
        x += grid.write(text, at: x, inside.y + index, style, limit: max(0, inside.maxX - x))
      }
    }
  }

  private func title(of kind: EventMark.Kind?) -> PanelFrame.Piece {
    guard let kind else { return ("event", theme.style(.strong, .bold)) }
    return ("\(Character(kind.symbol(symbols))) \(kind.name)", theme.style(kind.role, .bold))
  }

  /// The number of the event among those that are marked.
  private var number: [PanelFrame.Piece] {
    scene.cursor.map { [("\($0 + 1)/\(scene.history.marks.count)", theme.style(.dim))] } ?? []
  }

  private func lines(of details: EventDetails, width: Int) -> [[PanelFrame.Piece]] {
    var lines: [[PanelFrame.Piece]] = details.text.sanitized.wrapped(to: width).map {
      [($0, theme.style(.strong))]
    }
    for line in details.lines {
      let wrapped = line.text.sanitized.wrapped(to: width - Self.labels)
      for (index, text) in wrapped.enumerated() {
        let label = index == 0 ? line.label : ""
        let padding = String(repeating: " ", count: max(1, Self.labels - label.cellWidth))
        lines.append([(label + padding, theme.style(.dim)), (text, theme.style(.text))])
      }
    }
    let arrows = symbols.dots == .ascii ? "up/down" : "↑↓"
    lines.append([
      ("\(arrows) ", theme.style(.strong, .bold)), ("other events  ", theme.style(.dim)),
      ("esc ", theme.style(.strong, .bold)), ("close", theme.style(.dim)),
    ])
    return lines
  }
}
