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
  ///   - offset: The number of lines that the list is scrolled down.
  package init(
    _ text: String, found rows: [KeyListView.Row], others: [KeyListView.Row] = [], offset: Int = 0,
    theme: Theme, symbols: Symbols
  ) {
    (self.text, self.rows, self.others, self.offset) = (text, rows, others, offset)
    (self.theme, self.symbols) = (theme, symbols)
  }

  /// Draws the text and the list below it.
  package func draw(in rect: Rect, on grid: inout CellGrid) {
    let (box, inside, list) = areas(in: rect)
    let title = box.width > 24 ? "keys and commands" : "keys"
    if rect.height >= Self.leastFramed {
      _ = DialogFrame(title: title, theme: theme, symbols: symbols).draw(in: box, on: &grid)
    } else {
      grid.fill(rect, with: Cell(" ", theme.style(.text).on(theme.color(.background))))
    }
    var x = inside.x + 1
    x += grid.write("/", at: x, inside.y, theme.style(.edit, .bold))
    x += grid.write(
      text.sanitized, at: x, inside.y, theme.style(.strong), limit: max(0, inside.width - 4))
    grid.put(" ", at: x, inside.y, theme.style(.strong, .reverse))
    drawList(in: list, on: &grid)
  }

  /// The lines by which the list can be scrolled down in a rectangle.
  package func overflow(in rect: Rect) -> Int {
    let list = areas(in: rect).list
    let count = lines(width: list.width).count
    return count - min(count, room(for: count, in: list))
  }

  /// The box, the rectangle inside it and that of the list.
  private func areas(in rect: Rect) -> (box: Rect, inside: Rect, list: Rect) {
    let box = DialogFrame.centred(Size(min(rect.width, 100), rect.height), in: rect)
    let isFramed = rect.height >= Self.leastFramed
    let inside = isFramed ? box.inset(left: 1, top: 1, right: 1, bottom: 1) : box
    return (box, inside, inside.inset(top: inside.height > 6 ? 2 : 1))
  }

  /// The number of lines that a list of so many has room for.
  ///
  /// A row stays for the number of those that have none; on the smallest screens there is none.
  private func room(for count: Int, in list: Rect) -> Int {
    max(0, list.height - (count > list.height && list.height > 3 ? 1 : 0))
  }

  private func drawList(in rect: Rect, on grid: inout CellGrid) {
    let lines = lines(width: rect.width)
    let room = room(for: lines.count, in: rect)
    let first = max(0, min(offset, lines.count - room))
    for (row, line) in lines.dropFirst(first).prefix(room).enumerated() {
      let (column, y) = (rect.x + 1 + (line.help.isEmpty ? 0 : column(rect.width)), rect.y + row)
      grid.write(
        line.label, at: rect.x + 1, y,
        line.isDim ? theme.style(.text) : theme.style(.strong, .bold),
        limit: max(0, rect.width - 1))
      grid.write(line.help, at: column, y, theme.style(line.isDim ? .dim : .text))
    }
    guard room < rect.height, lines.count > room else { return }
    let arrows = symbols.dots == .ascii ? "up/down" : "\u{2191}\u{2193}"
    let below = lines.count - first - room
    let count = below > 0 ? "\(below) more \(below == 1 ? "line" : "lines")" : "the end"
    let forms = [
      "\(count); \(arrows) scroll, another word finds fewer", "\(count); \(arrows)", count,
    ]
    grid.write(
      forms.first { $0.cellWidth < rect.width } ?? count, at: rect.x + 1, rect.maxY - 1,
      theme.style(.dim))
  }

  /// A line of the list.
  private struct Line {
    var label = ""
    var help = ""
    /// True for what works at other times.
    var isDim = false
  }

  /// The columns of keys and names, where helps stand beside them.
  private func column(_ width: Int) -> Int {
    min(width * 2 / 5, Self.widest, ((rows + others).map(\.label.cellWidth).max() ?? 0) + 2)
  }

  private func lines(width: Int) -> [Line] {
    var lines: [Line] = []
    if rows.isEmpty {
      let words = others.isEmpty ? "nothing found" : "nothing that works now, but:"
      lines = words.wrapped(to: width - 1).map { Line(label: $0, isDim: true) }
    }
    for (topics, isDim) in [(rows, false), (others, true)] {
      for topic in topics {
        lines += self.lines(of: topic, column(width), width - 2 - column(width)).map {
          Line(label: $0.label, help: $0.help, isDim: isDim)
        }
      }
    }
    return lines
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
