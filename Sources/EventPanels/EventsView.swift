package import Cells
package import Charts
internal import EventLists
internal import MetricGrid
internal import RunDisplay
internal import RunModel
internal import Themes

/// The list of events in words, the newest at the bottom.
package struct EventsView {
  private let scene: EventScene
  private let symbols: Symbols
  /// The columns of positions on the axis.
  private var positionWidth = 6
  /// The columns of times.
  private var timeWidth = 6
  /// True where weights are saved with best values.
  private let areSaved: Bool

  private var theme: Theme { scene.theme }

  /// Creates the view of a scene.
  package init(scene: EventScene, symbols: Symbols) {
    self.scene = scene
    self.symbols = symbols
    areSaved = scene.history.entries.contains { $0.mark == .checkpoint }
    let latest = scene.history.entries.lazy.map(\.x).max() ?? 0
    // Within an epoch, a position has two decimals.
    let isLong = scene.axis.kind == .epoch && latest >= 1000
    for x in isLong ? [latest, latest.rounded(.down) - 0.25] : [latest] {
      positionWidth = max(positionWidth, scene.position(x).cellWidth)
    }
    if let last = EventRow.rows(scene.history.entries.suffix(1)).last {
      timeWidth = max(timeWidth, time(last).cellWidth)
    }
  }

  /// A row with the lines of its text.
  private struct Block {
    let row: EventRow
    var lines: [String]
  }

  /// The greatest number of lines of one event in a pane with a number of lines.
  private static func mostLines(in height: Int) -> Int { max(6, height / 2) }

  /// The rows that a rectangle shows.
  private struct Part {
    /// The number of rows of the whole list.
    let count: Int
    /// The row under the cursor, by its index.
    let cursor: Int?
    /// The number of rows below the part.
    let below: Int
    let blocks: [Block]
  }

  private func part(of all: [EventRow], in rect: Rect) -> Part {
    let rows = shown(of: all, in: rect)
    let cursor = scene.rowAtCursor(rows).flatMap { row in
      rows.firstIndex { $0.index == row.index }
    }
    let height = max(0, rect.height - 2)
    let below = min(
      cursor.map { max(0, rows.count - 1 - $0 - max(1, height) / 2) } ?? scene.offset,
      mostOffset(of: rows, in: rect))
    let width = textWidth(in: rect)
    let chosen =
      below == 0 && cursor == nil
      ? EventRow.fitting(Array(rows.suffix(Self.mostRows)), in: height) {
        lines(of: $0, width, height).count
      } : Array(rows.dropLast(below).suffix(height))
    return Part(
      count: rows.count, cursor: cursor.map { rows[$0].index }, below: below,
      blocks: blocks(chosen, rows: height, width: width))
  }

  /// The indices of the marks of the former best values that fill free rows.
  package func fillingMarks(in rect: Rect) -> [Int] {
    guard scene.filter.leavesOutFormerBests else { return [] }
    return shown(of: scene.allRows, in: rect).filter(\.isReplaced).compactMap(scene.mark)
  }

  /// The index of the mark whose event is shown in a row of the screen; nil for any other row.
  package func mark(at row: Int, in rect: Rect) -> Int? {
    var y = rect.y + 1
    for block in part(of: scene.allRows, in: rect).blocks {
      if (y..<y + block.lines.count).contains(row) { return scene.mark(of: block.row) }
      y += block.lines.count
    }
    return nil
  }

  /// Draws the panel with its frame.
  package func draw(in rect: Rect, on grid: inout CellGrid) {
    let all = scene.allRows
    let part = part(of: all, in: rect)
    let inside = frame(shown: part.count, of: all.count, below: part.below)
      .draw(in: rect, on: &grid, symbols: symbols)
    guard inside.height > 0, inside.width > 16 else { return }
    if part.count == 0, let pattern = scene.filter.pattern {
      MetricPattern.writeNoMatch(
        "event", pattern.text, in: inside.inset(left: 1, right: 1), theme.style(.dim), on: &grid)
    }
    var y = inside.y
    for block in part.blocks {
      if block.row.index == part.cursor {
        let ground = theme.color(.selection)
        grid.restyle(
          Rect(x: inside.x, y: y, width: inside.width, height: block.lines.count)
        ) { $0.on(ground) }
      }
      draw(block, at: y, in: inside, on: &grid)
      y += block.lines.count
    }
  }

  /// The rows among which the important ones are sought.
  private static let mostRows = 500

  /// The greatest number of rows by which the list can be scrolled back in a rectangle.
  package func mostOffset(in rect: Rect) -> Int {
    mostOffset(of: shown(of: scene.allRows, in: rect), in: rect)
  }

  /// The listed rows and, where all of them leave lines free, the newest of the former best values.
  private func shown(of all: [EventRow], in rect: Rect) -> [EventRow] {
    let listed = scene.filter.listed(of: all)
    guard scene.filter.leavesOutFormerBests, listed.count < all.count else { return listed }
    let (width, height) = (textWidth(in: rect), rect.height - 2)
    var free = height
    for row in listed {
      free -= lines(of: row, width, height).count
      guard free > 0 else { return listed }
    }
    var added: Set<Int> = []
    for row in all.reversed() where row.isReplaced {
      free -= lines(of: row, width, height).count
      guard free >= 0 else { break }
      added.insert(row.index)
    }
    return all.filter {
      $0.isReplaced ? added.contains($0.index) : scene.filter.selection.includes($0)
    }
  }

  /// Scrolled to the oldest event, the list is still full.
  private func mostOffset(of rows: [EventRow], in rect: Rect) -> Int {
    rows.count - oldest(of: rows, in: max(1, rect.height - 2), width: textWidth(in: rect))
  }

  /// The columns of the text in a rectangle.
  private func textWidth(in rect: Rect) -> Int {
    rect.width - 2 - textStart(rect.width - 2) - 1
  }

  /// The number of the oldest rows that fill the lines of the list.
  private func oldest(of rows: [EventRow], in height: Int, width: Int) -> Int {
    var used = 0
    for (index, row) in rows.enumerated() {
      used += lines(of: row, width, height).count
      if used >= height { return used == height ? index + 1 : max(1, index) }
    }
    return rows.count
  }

  private func lines(of row: EventRow, _ width: Int, _ height: Int) -> [String] {
    textLines(of: row, width).head(
      row.isRemark ? remarkLines(width, height) : Self.mostLines(in: height), width: width,
      ellipsis: symbols.ellipsis)
  }

  private func textLines(of row: EventRow, _ width: Int) -> [String] {
    EventText.lines(of: scene.text(of: row), row.mark, width: width, areSaved: areSaved)
  }

  /// The lines of each remark on the recipe: as many as leave room for all events.
  private func remarkLines(_ width: Int, _ height: Int) -> Int {
    // Each event has a line at least, but those that a list of news leaves out.
    guard scene.history.entries.count <= 4 * height else { return remarkLines }
    let rows = scene.filter.listed(of: scene.allRows).map { row in
      (row.isRemark, textLines(of: row, width).count)
    }
    let most = (1...max(1, height)).last { most in
      rows.reduce(0) { $0 + ($1.0 ? min(most, $1.1) : $1.1) } <= height
    }
    return most ?? remarkLines
  }

  /// The lines of each remark where there is little room; its rest is on its card.
  private var remarkLines: Int {
    scene.history.entries.prefix(8).count { $0.isRemark } > 1 ? 1 : 2
  }

  /// The newest rows that fill the lines of the list.
  private func blocks(_ rows: [EventRow], rows height: Int, width: Int) -> [Block] {
    var blocks: [Block] = []
    var used = 0
    for row in rows.reversed() where used < height {
      let lines = lines(of: row, width, height)
      blocks.append(Block(row: row, lines: lines))
      used += lines.count
    }
    blocks.reverse()
    // The oldest entry may have too many rows; its beginning says what it is about.
    if used > height, let lines = blocks.first?.lines {
      blocks[0].lines = lines.head(
        lines.count - (used - height), width: width, ellipsis: symbols.ellipsis)
    }
    return blocks
  }

  private func frame(shown: Int, of all: Int, below: Int) -> PanelFrame {
    var frame = PanelFrame(
      title: ("events", theme.style(.text, .bold)), style: theme.style(.quiet))
    let selection = scene.filter.selection
    if let pattern = scene.filter.pattern {
      frame.details = [("/\(pattern.text.sanitized)", theme.style(.edit))]
      frame.remarks = [
        pattern.kind.words.map { ($0, theme.style(.quiet)) },
        ("\(shown) of \(all)", theme.style(.dim)),
      ].compactMap(\.self)
    } else if selection != .news {
      frame.remarks = [(selection.rawValue, theme.style(.edit))]
    } else if all > shown {
      frame.remarks = [("\(all - shown) more with \(scene.selectionKey)", theme.style(.dim))]
    }
    if below > 0 { frame.remarks.append(("\(below) newer below", theme.style(.warning))) }
    return frame
  }

  /// The columns before the text: the position on the axis, in a wide pane the time, and the mark.
  private func textStart(_ width: Int) -> Int {
    positionWidth + 3 + (showsTimes(width) ? timeWidth + 1 : 0)
  }

  /// True where a pane of this width shows the time of each event since the start: not where the log
  /// has none, or the axis shows it.
  private func showsTimes(_ width: Int) -> Bool {
    width >= 44 && scene.isTimed && scene.axis.kind != .time
  }

  private func draw(_ block: Block, at y: Int, in inside: Rect, on grid: inout CellGrid) {
    let start = textStart(inside.width)
    let row = block.row
    grid.write(
      scene.position(row.x).leftPadded(to: positionWidth), at: inside.x, y, theme.style(.quiet))
    if showsTimes(inside.width) {
      grid.write(
        time(row).leftPadded(to: timeWidth), at: inside.x + positionWidth + 1, y,
        theme.style(.quiet))
    }
    let style = theme.style(row.isReplaced ? .quiet : row.mark?.role ?? .quiet, .bold)
    grid.put(
      row.mark?.symbol(symbols) ?? symbols.nothing, at: inside.x + start - 2, y, style)
    for (index, line) in block.lines.enumerated() {
      grid.write(
        line, at: inside.x + start, y + index, theme.style(row.isReplaced ? .dim : .text))
    }
  }

  /// The time since the start.
  private func time(_ row: EventRow) -> String {
    MetricFormat.duration(
      row.seconds(since: scene.history.startTime ?? row.time), decimals: scene.decimals)
  }
}
