internal import Cells
internal import Charts
internal import Themes

/// The newest lines from standard input, as they were written.
struct OutputView: PanelView {
  static let pageName: String? = nil

  let state: DashboardState
  let symbols: Symbols

  func draw(in rect: Rect, on grid: inout CellGrid) {
    let theme = state.theme
    let offset = min(state.events.offset, max(0, state.output.lines.count - 1))
    let inside = PanelFrame(
      title: ("console", theme.style(.text, .bold)),
      remarks: offset > 0 ? [("\(offset) newer below", theme.style(.warning))] : [],
      style: theme.style(.quiet)
    ).draw(in: rect, on: &grid, symbols: symbols)
    guard inside.height > 0, inside.width > 4 else { return }
    let lines = state.output.lines.dropLast(offset).suffix(inside.height)
    for (row, line) in lines.enumerated() {
      grid.write(
        OutputView.plain(line).truncated(to: inside.width - 1, ellipsis: symbols.ellipsis),
        at: inside.x + 1, inside.y + row, theme.style(.dim))
    }
  }

  /// A line without colours, cursor movements and erased characters.
  static func plain(_ line: String) -> String {
    var kept = String.UnicodeScalarView()
    var isEscape = false
    var isSequence = false
    for scalar in line.unicodeScalars {
      if isSequence {
        if (0x40...0x7E).contains(scalar.value) { isSequence = false }
      } else if isEscape {
        isEscape = false
        isSequence = scalar == "["
      } else if scalar == "\u{1B}" {
        isEscape = true
      } else if scalar == "\u{8}" {
        if !kept.isEmpty { kept.removeLast() }
      } else {
        kept.append(scalar == "\t" ? " " : scalar)
      }
    }
    return String(kept).sanitized
  }
}
