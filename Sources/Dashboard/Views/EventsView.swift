internal import Cells
internal import ChartPanels
internal import Charts
internal import Playbacks
internal import RunDisplay
internal import RunModel
internal import Themes

/// The list of events in words, the newest at the bottom.
struct EventsView: PanelView {
  static let pageName: String? = nil

  let state: DashboardState
  let symbols: Symbols

  func draw(in rect: Rect, on grid: inout CellGrid) {
    let theme = state.theme
    let cursor = cursorEntry
    let room = max(1, rect.height - 2)
    let newest = state.history.entries.count - 1
    let offset = cursor.map { max(0, newest - $0 - room / 2) } ?? state.events.offset
    let inside = PanelFrame(
      title: ("events", theme.style(.text, .bold)),
      remarks: offset > 0 ? [("\(offset) newer below", theme.style(.warning))] : [],
      style: theme.style(.quiet)
    ).draw(in: rect, on: &grid, symbols: symbols)
    guard inside.height > 0, inside.width > 16 else { return }
    // Collected from the newest back until the rows are used up, then drawn from the top.
    var blocks: [(index: Int, entry: RunHistory.Entry, lines: [String])] = []
    var rows = 0
    for (index, entry) in state.history.entries.enumerated().dropLast(offset).reversed()
    where rows < inside.height {
      let lines = Self.lines(of: entry, width: inside.width - Self.textStart - 1)
      blocks.insert((index, entry, Array(lines.prefix(6))), at: 0)
      rows += min(6, lines.count)
    }
    // The oldest entry may have too many rows; its beginning says what it is about.
    if rows > inside.height, let lines = blocks.first?.lines {
      blocks[0].lines = head(
        of: lines, rows: lines.count - (rows - inside.height),
        width: inside.width - Self.textStart - 1)
    }
    var row = inside.y
    for (index, entry, lines) in blocks {
      if index == cursor {
        let ground = theme.color(.selection)
        grid.restyle(
          Rect(x: inside.x, y: row, width: inside.width, height: lines.count)
        ) { $0.on(ground) }
      }
      draw(entry, lines, at: row, in: inside, on: &grid)
      row += lines.count
    }
  }

  private static let textStart = 9

  /// The index of the entry under the event cursor while the pane is focused; nil without one.
  private var cursorEntry: Int? {
    guard state.isFocused(.events), let cursor = state.events.cursor else { return nil }
    let marked = state.history.entries.indices.lazy.filter {
      state.history.entries[$0].mark != nil
    }
    return marked.dropFirst(cursor).first
  }

  /// The first rows of an entry, with an ellipsis for the rest.
  private func head(of lines: [String], rows: Int, width: Int) -> [String] {
    var head = Array(lines.prefix(rows))
    guard head.count < lines.count, let last = head.popLast() else { return head }
    return head + ["\(last) \(symbols.ellipsis)".truncated(to: width, ellipsis: symbols.ellipsis)]
  }

  private func draw(
    _ entry: RunHistory.Entry, _ lines: [String], at row: Int, in inside: Rect,
    on grid: inout CellGrid
  ) {
    let theme = state.theme
    // A recording without times has only coordinates.
    let time =
      state.playback?.overview.isTimed == false
      ? state.chartScene.axis.label(entry.x)
      : MetricFormat.duration(
        entry.time - (state.history.startTime ?? entry.time),
        decimals: state.playback?.overview.decimals ?? 0)
    grid.write(time.leftPadded(to: 6), at: inside.x, row, theme.style(.quiet))
    if let mark = entry.mark {
      grid.put(mark.symbol(symbols), at: inside.x + 7, row, theme.style(mark.role, .bold))
    }
    for (index, line) in lines.enumerated() {
      grid.write(line, at: inside.x + Self.textStart, row + index, theme.style(.text))
    }
  }

  /// The columns of most values.
  private static let valueWidth = 8

  /// The rows of an entry; when a best value would need two rows, the word that the star stands for
  /// is left out.
  private static func lines(of entry: RunHistory.Entry, width: Int) -> [String] {
    let text = entry.text.sanitized
    let words = text.split(separator: " ")
    // Independent of the value's length, so that all rows of one metric look the same.
    guard entry.mark == .best, words.first == "best", let value = words.last,
      text.cellWidth - String(value).cellWidth + valueWidth > width
    else { return text.wrapped(to: width) }
    return words.dropFirst().map(\.lastPart).joined(separator: " ").wrapped(to: width)
  }
}
