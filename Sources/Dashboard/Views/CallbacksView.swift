internal import Cells
internal import Charts
internal import Playbacks
internal import RunDisplay
internal import RunModel
internal import Themes

/// The panel with every callback's counters and parameters.
struct CallbacksView: PanelView {
  static let pageName: String? = nil

  let state: DashboardState
  let symbols: Symbols

  private var theme: Theme { state.theme }

  /// The rows of the whole panel, without its frame.
  static func fullHeight(_ state: DashboardState) -> Int {
    CallbackLines(state: state, symbols: .braille).count
  }

  func draw(in rect: Rect, on grid: inout CellGrid) {
    let inside = frame.draw(in: rect, on: &grid, symbols: symbols)
    guard inside.height > 0, inside.width > 8 else { return }
    var lines = CallbackLines(state: state, symbols: symbols).all(width: inside.width)
    // When there are too few rows, the least important ones are left out.
    for weight in 0...3 {
      while lines.count > inside.height, let index = lines.lastIndex(where: { $0.weight == weight })
      {
        lines.remove(at: index)
      }
    }
    let chosen = lines.firstIndex { $0.isChosen } ?? 0
    let first = max(0, min(chosen - inside.height / 2, lines.count - inside.height))
    for (row, line) in lines.dropFirst(first).prefix(inside.height).enumerated() {
      draw(
        line, in: Rect(x: inside.x, y: inside.y + row, width: inside.width, height: 1), on: &grid)
    }
  }

  /// The frame, which marks callbacks that are tried: they are not part of the log.
  private var frame: PanelFrame {
    guard state.whatIf != nil else {
      return PanelFrame(
        title: ("callbacks", theme.style(.text, .bold)), style: theme.style(.quiet))
    }
    return PanelFrame(
      title: ("what if", theme.style(.edit, .bold)),
      remarks: [("tried on the log", theme.style(.edit))], style: theme.style(.edit))
  }

  /// True when the metrics of a log are shown in place of the panel, because it has no callbacks but
  /// some can be tried.
  static func isInviting(_ state: DashboardState) -> Bool {
    state.callbacks.isEmpty && state.playback != nil && state.history.status == .recorded
  }

  /// The right side of a title line, a metric and its direction; the metric is cut when the name on
  /// the left needs the room.
  private func shortened(
    _ right: [PanelFrame.Piece], beside line: CallbackLine, from x: Int, to end: Int
  ) -> [PanelFrame.Piece] {
    guard line.isTitle, let name = line.left.first, let metric = right.first else { return right }
    let arrow = right.dropFirst()
    let room =
      end - x - name.text.cellWidth - 1 - arrow.reduce(0) { $0 + $1.text.cellWidth }
    guard metric.text.cellWidth > room else { return right }
    if room < 4 { return Array(arrow) }
    return [(metric.text.lastPart.truncated(to: room, ellipsis: symbols.ellipsis), metric.style)]
      + arrow
  }

  private func draw(_ line: CallbackLine, in rect: Rect, on grid: inout CellGrid) {
    if line.isChosen {
      let ground = theme.color(.selection)
      grid.restyle(rect) { $0.on(ground) }
    }
    var x = rect.x + line.indent
    if line.isChosen { grid.put(symbols.pointer, at: rect.x, rect.y, theme.style(.edit, .bold)) }
    let end = rect.maxX - 1
    let right = shortened(line.right, beside: line, from: x, to: end)
    let trailing = right.reduce(0) { $0 + $1.text.cellWidth }
    for (index, piece) in line.left.enumerated() {
      let room = end - x - (trailing > 0 ? trailing + 1 : 0)
      // Pieces after the second are extras: each is written whole or not at all.
      if index > 1, piece.text.cellWidth > room { break }
      x += grid.write(
        piece.text.truncated(to: max(0, room), ellipsis: symbols.ellipsis), at: x, rect.y,
        piece.style)
    }
    if let gauge = line.gauge {
      let room = max(3, end - x - trailing - line.afterGauge.reduce(1) { $0 + $1.text.cellWidth })
      x += gauge.draw(
        at: x, rect.y, width: min(room, 20), full: line.gaugeStyle, empty: theme.style(.quiet),
        on: &grid, symbols: symbols)
      for piece in line.afterGauge { x += grid.write(piece.text, at: x, rect.y, piece.style) }
    }
    var start = end - trailing
    guard start > x else { return }
    for piece in right { start += grid.write(piece.text, at: start, rect.y, piece.style) }
  }
}
