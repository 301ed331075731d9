internal import Cells
internal import ChartPanels
internal import Charts
internal import EventLists
internal import Playbacks
internal import RunDisplay
internal import RunModel
internal import Themes

/// The list of events in words, the newest at the bottom.
struct EventsView: PanelView {
  static let pageName: String? = nil

  let state: DashboardState
  let symbols: Symbols

  /// A row with the lines of its text.
  private struct Block {
    let row: EventRow
    var lines: [String]
  }

  func draw(in rect: Rect, on grid: inout CellGrid) {
    let theme = state.theme
    let all = EventRow.rows(state.history.entries)
    let rows = all.filter(state.events.selection.includes)
    let cursor = cursorRow(rows)
    let room = max(1, rect.height - 2)
    let offset = min(
      cursor.map { max(0, rows.count - 1 - $0 - room / 2) } ?? state.events.offset,
      max(0, rows.count - 1))
    let inside = PanelFrame(
      title: ("events", theme.style(.text, .bold)),
      remarks: remarks(hidden: all.count - rows.count, below: offset),
      style: theme.style(.quiet)
    ).draw(in: rect, on: &grid, symbols: symbols)
    guard inside.height > 0, inside.width > 16 else { return }
    let start = Self.textStart(inside.width)
    let width = inside.width - start - 1
    // Collected from the newest back until the rows are used up, then drawn from the top.
    var blocks: [Block] = []
    var used = 0
    for row in rows.dropLast(offset).reversed() where used < inside.height {
      let lines = EventText.lines(of: row.text, row.mark, width: width)
      blocks.append(Block(row: row, lines: Array(lines.prefix(6))))
      used += min(6, lines.count)
    }
    blocks.reverse()
    // The oldest entry may have too many rows; its beginning says what it is about.
    if used > inside.height, let lines = blocks.first?.lines {
      blocks[0].lines = head(
        of: lines, rows: lines.count - (used - inside.height), width: width)
    }
    var y = inside.y
    for block in blocks {
      if let cursor, block.row.index == rows[cursor].index {
        let ground = theme.color(.selection)
        grid.restyle(
          Rect(x: inside.x, y: y, width: inside.width, height: block.lines.count)
        ) { $0.on(ground) }
      }
      draw(block, at: y, in: inside, on: &grid)
      y += block.lines.count
    }
  }

  private func remarks(hidden: Int, below: Int) -> [PanelFrame.Piece] {
    var remarks: [PanelFrame.Piece] = []
    let selection = state.events.selection
    if selection != .news {
      remarks.append((selection.rawValue, state.theme.style(.edit)))
    } else if hidden > 0 {
      remarks.append(("\(hidden) former", state.theme.style(.dim)))
    }
    if below > 0 { remarks.append(("\(below) newer below", state.theme.style(.warning))) }
    return remarks
  }

  /// The columns before the text: the position on the axis, in a wide pane the time, and the mark.
  private static func textStart(_ width: Int) -> Int { isWide(width) ? 16 : 9 }

  private static func isWide(_ width: Int) -> Bool { width >= 44 }

  /// The index of the row under the event cursor while the pane is focused; nil without one.
  private func cursorRow(_ rows: [EventRow]) -> Int? {
    guard state.isFocused(.events), let cursor = state.events.cursor else { return nil }
    let entries = state.history.entries
    let marked = entries.indices.lazy.filter { entries[$0].mark != nil }
    // Saved weights have no row of their own: the row before holds them.
    return marked.dropFirst(cursor).first.flatMap { entry in
      rows.lastIndex { $0.index <= entry }
    }
  }

  /// The first rows of an entry, with an ellipsis for the rest.
  private func head(of lines: [String], rows: Int, width: Int) -> [String] {
    var head = Array(lines.prefix(rows))
    guard head.count < lines.count, let last = head.popLast() else { return head }
    return head + ["\(last) \(symbols.ellipsis)".truncated(to: width, ellipsis: symbols.ellipsis)]
  }

  private func draw(_ block: Block, at y: Int, in inside: Rect, on grid: inout CellGrid) {
    let theme = state.theme
    let start = Self.textStart(inside.width)
    let row = block.row
    grid.write(position(row).leftPadded(to: 6), at: inside.x, y, theme.style(.quiet))
    if Self.isWide(inside.width), let time = time(row) {
      grid.write(time.leftPadded(to: 6), at: inside.x + 7, y, theme.style(.quiet))
    }
    if let mark = row.mark {
      let style = theme.style(row.isReplaced ? .quiet : mark.role, .bold)
      grid.put(mark.symbol(symbols), at: inside.x + start - 2, y, style)
    }
    for (index, line) in block.lines.enumerated() {
      grid.write(
        line, at: inside.x + start, y + index, theme.style(row.isReplaced ? .dim : .text))
    }
  }

  /// The position on the axis: the epoch, with two decimals within one, or the step.
  private func position(_ row: EventRow) -> String {
    let axis = state.chartScene.axis
    guard axis.kind == .epoch, abs(row.x - row.x.rounded()) > 1e-6 else { return axis.label(row.x) }
    return String(axis.label(exactly: row.x).dropFirst("epoch ".count))
  }

  /// The time since the start; nil where the log has none, or the axis shows it.
  private func time(_ row: EventRow) -> String? {
    guard state.playback?.overview.isTimed != false, state.chartScene.axis.kind != .time else {
      return nil
    }
    return MetricFormat.duration(
      row.time - (state.history.startTime ?? row.time),
      decimals: state.playback?.overview.decimals ?? 0)
  }
}
