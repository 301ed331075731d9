package import Cells
package import Charts
package import Themes

/// The keys and commands that a searched text names, over the body of the screen: those that work now, and
/// below them those that work at other times.
package struct KeySearchView {
  private let text: String
  private let rows: [KeyListView.Row]
  private let others: [KeyListView.Row]
  private let offset: Int
  private let theme: Theme
  private let symbols: Symbols

  /// Creates the list of what was found.
  ///
  /// - Parameters:
  ///   - others: What works at other times, with the reason in its help.
  ///   - offset: The number of entries that the list is scrolled down.
  package init(
    _ text: String, found rows: [KeyListView.Row], others: [KeyListView.Row] = [], offset: Int = 0,
    theme: Theme, symbols: Symbols
  ) {
    (self.text, self.rows, self.others, self.offset) = (text, rows, others, offset)
    (self.theme, self.symbols) = (theme, symbols)
  }

  /// Draws the text and the list below it.
  package func draw(in rect: Rect, on grid: inout CellGrid) {
    let width = min(rect.width, 100)
    let box = DialogFrame.centred(Size(width, rect.height), in: rect)
    let title = width > 24 ? "keys and commands" : "keys"
    var inside = box
    if rect.height >= Self.leastFramed {
      inside = DialogFrame(title: title, theme: theme, symbols: symbols).draw(in: box, on: &grid)
    } else {
      grid.fill(rect, with: Cell(" ", theme.style(.text).on(theme.color(.background))))
    }
    var x = inside.x + 1
    x += grid.write("/", at: x, inside.y, theme.style(.edit, .bold))
    x += grid.write(
      text.sanitized, at: x, inside.y, theme.style(.strong), limit: max(0, inside.width - 4))
    grid.put(" ", at: x, inside.y, theme.style(.strong, .reverse))
    drawList(in: inside.inset(top: inside.height > 6 ? 2 : 1), on: &grid)
  }

  private func drawList(in rect: Rect, on grid: inout CellGrid) {
    let all = rows + others
    let column = min(
      rect.width * 2 / 5, Self.widest, (all.map(\.label.cellWidth).max() ?? 0) + 2)
    let topics = all.map { lines(of: $0, column, rect.width - 2 - column) }
    let isLong = topics.reduce(rows.isEmpty ? 1 : 0) { $0 + $1.count } > rect.height
    let first = isLong ? min(offset, topics.count - 1) : 0
    var y = rect.y
    var shown = first
    if rows.isEmpty {
      let words = others.isEmpty ? "nothing found" : "nothing that works now, but:"
      grid.write(words, at: rect.x + 1, y, theme.style(.dim), limit: rect.width - 1)
      y += 1
    }
    for (index, lines) in topics.enumerated().dropFirst(first) {
      // A row stays for the number of those that have no room; on the smallest screens there is none.
      let end = rect.maxY - (isLong && rect.height > 3 ? 1 : 0)
      guard y + lines.count <= end || shown == first else { break }
      let isOther = index >= rows.count
      for (label, help) in lines.prefix(max(0, end - y)) {
        grid.write(
          label, at: rect.x + 1, y, isOther ? theme.style(.text) : theme.style(.strong, .bold))
        grid.write(help, at: rect.x + 1 + column, y, theme.style(isOther ? .dim : .text))
        y += 1
      }
      shown += 1
    }
    guard shown < topics.count || first > 0, rect.height > 3 else { return }
    let arrows = symbols.dots == .ascii ? "up/down" : "\u{2191}\u{2193}"
    let forms =
      ["\(topics.count - shown) more; \(arrows) scroll, another word finds fewer"]
      + ["\(topics.count - shown) more; \(arrows)", "\(topics.count - shown) more"]
    grid.write(
      forms.first { $0.cellWidth < rect.width } ?? forms[2], at: rect.x + 1, rect.maxY - 1,
      theme.style(.dim))
  }

  /// The fewest rows with a frame.
  private static let leastFramed = 6
  /// The most columns of keys and names beside their helps.
  private static let widest = 26
  /// The fewest columns of helps beside keys.
  private static let leastHelp = 18

  /// The lines of a key or command: its help beside it, or below where that has no room.
  private func lines(of row: KeyListView.Row, _ column: Int, _ room: Int) -> [KeyListView.Row] {
    guard room >= Self.leastHelp else {
      return row.label.wrapped(to: column + room).map { ($0, "") }
        + row.help.wrapped(to: max(2, column + room - 2)).map { ("  " + $0, "") }
    }
    let help = row.help.wrapped(to: room)
    if row.label.cellWidth < column, let first = help.first {
      return [(row.label, first)] + help.dropFirst().map { ("", $0) }
    }
    return row.label.wrapped(to: column + room).map { ($0, "") } + help.map { ("", $0) }
  }
}
