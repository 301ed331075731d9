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
  ///
  /// - Parameter width: The columns of the panel with its frame.
  static func fullHeight(_ state: DashboardState, width: Int) -> Int {
    CallbackLines(state: state, symbols: .braille).count(width: width - 2)
  }

  func draw(in rect: Rect, on grid: inout CellGrid) {
    let inside = frame.draw(in: rect, on: &grid, symbols: symbols)
    guard inside.height > 0, inside.width > 8 else { return }
    var lines = CallbackLines(state: state, symbols: symbols).all(width: inside.width)
    if lines.count > inside.height {
      lines = CallbackLines(state: state, symbols: symbols, isRoomy: false).all(width: inside.width)
    }
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
      line.draw(
        in: Rect(x: inside.x, y: inside.y + row, width: inside.width, height: 1), on: &grid,
        theme: theme, symbols: symbols)
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
}
