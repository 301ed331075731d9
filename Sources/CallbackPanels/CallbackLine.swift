internal import Cells
internal import Charts
internal import RunDisplay
internal import Themes

/// One row of the callbacks panel.
struct CallbackLine {
  /// The columns before it.
  let indent: Int
  /// The pieces at the left.
  var left: [PanelFrame.Piece]
  private let gauge: Gauge?
  private let gaugeStyle: Style
  private let afterGauge: [PanelFrame.Piece]
  /// The pieces at the right end.
  var right: [PanelFrame.Piece]
  /// True for the row that the arrows have come to.
  let isChosen: Bool
  /// True when the line names a callback that has more rows.
  let isTitle: Bool
  /// The importance when rows are scarce: lines of weight 0 are left out first, those of weight 9
  /// never.
  var weight: Int
  /// True for the first row of a callback.
  var isHead = false
  /// The id of the callback that the row is about; nil for none.
  var callback: String?
  /// The value in the row; nil for none.
  var choice: Choice?

  /// Creates a row.
  init(
    indent: Int = 1, left: [PanelFrame.Piece] = [], gauge: Gauge? = nil,
    gaugeStyle: Style = .plain, afterGauge: [PanelFrame.Piece] = [],
    right: [PanelFrame.Piece] = [], isChosen: Bool = false, isTitle: Bool = false, weight: Int = 9
  ) {
    self.indent = indent
    self.left = left
    self.gauge = gauge
    self.gaugeStyle = gaugeStyle
    self.afterGauge = afterGauge
    self.right = right
    self.isChosen = isChosen
    self.isTitle = isTitle
    self.weight = weight
  }

  /// Draws the row.
  func draw(in rect: Rect, on grid: inout CellGrid, theme: Theme, symbols: Symbols) {
    if isChosen {
      let ground = theme.color(.selection)
      grid.restyle(rect) { $0.on(ground) }
    }
    var x = rect.x + indent
    if isChosen { grid.put(symbols.pointer, at: rect.x, rect.y, theme.style(.edit, .bold)) }
    let end = rect.maxX - 1
    let right = shortenedRight(from: x, to: end, symbols)
    let trailing = right.reduce(0) { $0 + $1.text.cellWidth }
    for (index, piece) in left.enumerated() {
      let room = end - x - (trailing > 0 ? trailing + 1 : 0)
      // Pieces after the second are extras: each is written whole or not at all.
      if index > 1, piece.text.cellWidth > room { break }
      x += grid.write(
        piece.text.cutBehindWord(to: max(0, room), ellipsis: symbols.ellipsis), at: x, rect.y,
        piece.style)
    }
    if let gauge {
      let room = max(3, end - x - trailing - afterGauge.reduce(1) { $0 + $1.text.cellWidth })
      x += gauge.draw(
        at: x, rect.y, width: min(room, 20), full: gaugeStyle, empty: theme.style(.quiet),
        on: &grid, symbols: symbols)
      for piece in afterGauge { x += grid.write(piece.text, at: x, rect.y, piece.style) }
    }
    var start = end - trailing
    guard start > x else { return }
    for piece in right { start += grid.write(piece.text, at: start, rect.y, piece.style) }
  }

  /// The columns below which a metric loses that it is validated.
  private static let fewest = 8

  /// The right side; in a title line, a metric and its direction, the metric is cut when the name on
  /// the left needs the room.
  private func shortenedRight(from x: Int, to end: Int, _ symbols: Symbols) -> [PanelFrame.Piece] {
    guard isTitle, let name = left.first, let metric = right.first else { return right }
    let arrow = right.dropFirst()
    let room =
      end - x - name.text.cellWidth - 1 - arrow.reduce(0) { $0 + $1.text.cellWidth }
    guard metric.text.cellWidth > room else { return right }
    if room < 4 { return Array(arrow) }
    var words = metric.text.lastPart[...]
    // `val…` would look the same for all that is validated.
    if room < Self.fewest, words.cellWidth > room, words.hasPrefix("val_") {
      words = words.dropFirst(4)
    }
    return [
      (String(words).truncated(to: room, ellipsis: symbols.ellipsis), metric.style)
    ] + arrow
  }
}
