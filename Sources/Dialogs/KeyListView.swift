package import Cells
package import Charts
package import Themes

/// A list of keys and what they do, in groups, and below it signs with their meaning, over the body of a
/// screen.
package struct KeyListView {
  /// A key and what it does.
  package typealias Row = (label: String, help: String)
  /// A sign, its meaning in a word, and its colour.
  package typealias Sign = (scalar: Unicode.Scalar, word: String, role: Theme.Role)

  /// Keys that belong together.
  package struct Group {
    /// The heading; empty for none.
    package let heading: String
    /// The keys.
    package let rows: [Row]

    /// Creates a group.
    package init(_ heading: String, _ rows: [Row]) { (self.heading, self.rows) = (heading, rows) }
  }

  /// A line of the list.
  private enum Line {
    case blank
    case heading(String)
    case row(label: String, help: String)
    /// The help of the key in the row above, on a screen too narrow to show it beside the key.
    case below(String)
  }

  private let groups: [Group]
  private let signs: [Sign]
  private let remark: String
  private let offset: Int
  private let theme: Theme
  private let symbols: Symbols

  /// Creates a list.
  ///
  /// - Parameters:
  ///   - remark: A few words behind the title; empty for none.
  ///   - offset: The number of lines that the list is scrolled down.
  package init(
    _ groups: [Group], signs: [Sign] = [], remark: String = "", offset: Int = 0, theme: Theme,
    symbols: Symbols
  ) {
    (self.groups, self.signs, self.remark, self.offset) = (groups, signs, remark, offset)
    (self.theme, self.symbols) = (theme, symbols)
  }

  private var rows: [Row] { groups.flatMap(\.rows) }

  /// The columns of the keys, with the blanks behind them.
  private var labelWidth: Int { max(5, rows.map { $0.label.cellWidth }.max() ?? 0) + 2 }

  /// The columns of a key with its help, where the help is not wrapped.
  private var columnWidth: Int { labelWidth + (rows.map { $0.help.cellWidth }.max() ?? 0) + 2 }

  /// The columns to which a column of keys is narrowed, by wrapping long helps, for another beside it.
  private static let narrowed = 38
  /// The columns beyond which helps are wrapped.
  private static let widest = 56
  /// The greatest number of columns of keys.
  private static let mostColumns = 3

  /// The lines of each column of keys, and the columns of the screen that each takes.
  private func columns(in rect: Rect) -> (lines: [[Line]], width: Int) {
    let room = rect.width - 3
    let height = rect.height - 2 - (hasSigns(in: rect) ? 2 : 0)
    let narrow = min(columnWidth, Self.narrowed)
    var best: (lines: [[Line]], width: Int) = ([], 0)
    for count in 1...Self.mostColumns where count == 1 || count * narrow <= room {
      let width = min(columnWidth, Self.widest, room / count)
      let lines = split(into: count, help: width - labelWidth - 1)
      best = (lines, width)
      // One more column only where the list is too long.
      if (lines.map(\.count).max() ?? 0) <= height { break }
    }
    return best
  }

  /// The groups from top to bottom in a number of columns, each group in one of them.
  private func split(into count: Int, help: Int) -> [[Line]] {
    let blocks = groups.map { lines(of: $0, help: help) }
    let total = blocks.reduce(0) { $0 + $1.count + 1 }
    var columns: [[Line]] = [[]]
    var used = 0
    for block in blocks {
      let isLast = columns.count == count
      // A group moves on to the next column when more than half of it would lie there.
      if !isLast, !(columns.last?.isEmpty ?? true),
        (used + block.count / 2) * count > total * columns.count
      {
        columns.append([])
      }
      if columns.last?.isEmpty == false { columns[columns.count - 1].append(.blank) }
      columns[columns.count - 1] += block
      used += block.count + 1
    }
    return columns
  }

  private func lines(of group: Group, help width: Int) -> [Line] {
    let room = labelWidth + width
    let headings = group.heading.wrapped(to: room).map(Line.heading)
    guard width >= Self.leastHelp else {
      return headings
        + group.rows.flatMap { row in
          [Line.row(label: row.label, help: "")]
            + row.help.wrapped(to: room - Self.indent).map(Line.below)
        }
    }
    return headings
      + group.rows.flatMap { row in
        row.help.wrapped(to: width).enumerated().map { index, help in
          Line.row(label: index == 0 ? row.label : "", help: help)
        }
      }
  }

  /// The fewest columns of helps beside keys.
  private static let leastHelp = 18
  /// The columns before a help below its key.
  private static let indent = 2

  /// True where the signs have a row below the keys, also while those scroll; on a lower screen the keys
  /// matter more.
  private func hasSigns(in rect: Rect) -> Bool { !signs.isEmpty && rect.height >= 18 }

  /// The number of lines by which the list is too long for a rectangle.
  package func overflow(in rect: Rect) -> Int { overflow(of: columns(in: rect).lines, in: rect) }

  private func overflow(of columns: [[Line]], in rect: Rect) -> Int {
    let height = columns.map(\.count).max() ?? 0
    return max(0, height - (rect.height - 2 - (hasSigns(in: rect) ? 1 : 0)))
  }

  /// The number of lines of a page.
  package func page(in rect: Rect) -> Int {
    max(1, rect.height - 2 - (hasSigns(in: rect) ? 1 : 0))
  }

  /// Draws the list in the middle of a rectangle.
  package func draw(in rect: Rect, on grid: inout CellGrid) {
    let (columns, each) = columns(in: rect)
    let height = columns.map(\.count).max() ?? 0
    let overflow = overflow(of: columns, in: rect)
    let hasSigns = hasSigns(in: rect)
    let box = DialogFrame.centred(
      Size(
        max(columns.count * each + 2, signsWidth(gap: 2) + 4),
        height + 2 + (hasSigns ? 2 : 0)), in: rect)
    let inside = DialogFrame(
      title: title(scrolls: overflow > 0, room: box.width - 4), theme: theme, symbols: symbols
    ).draw(in: box, on: &grid)
    let first = min(offset, overflow)
    let rows = max(0, inside.height - (hasSigns ? 1 : 0))
    for (column, lines) in columns.enumerated() {
      let x = inside.x + 1 + column * max(each, inside.width / columns.count)
      for (index, line) in lines.dropFirst(first).prefix(rows).enumerated() {
        draw(line, at: x, inside.y + index, limit: inside.maxX - x, on: &grid)
      }
    }
    if hasSigns { drawSigns(in: inside, on: &grid) }
  }

  /// The longest title that has room.
  private func title(scrolls: Bool, room: Int) -> String {
    let scrolling = scrolls ? "PgDn scrolls" : ""
    let forms = [["keys", remark, scrolling], ["keys", scrolling], [scrolling], ["keys"]].map {
      $0.filter { !$0.isEmpty }.joined(separator: " \(symbols.separator) ")
    }
    return forms.first { !$0.isEmpty && $0.cellWidth <= room } ?? "keys"
  }

  private func draw(_ line: Line, at x: Int, _ y: Int, limit: Int, on grid: inout CellGrid) {
    switch line {
    case .blank: break
    case .heading(let text): grid.write(text, at: x, y, theme.style(.edit), limit: limit)
    case .row(let label, let help):
      grid.write(label, at: x, y, theme.style(.strong, .bold), limit: limit)
      grid.write(
        help, at: x + labelWidth, y, theme.style(.text), limit: max(0, limit - labelWidth))
    case .below(let help): grid.write(help, at: x + Self.indent, y, theme.style(.text))
    }
  }

  /// The columns of all signs and their words.
  private func signsWidth(gap: Int) -> Int {
    signs.reduce(-gap) { $0 + 2 + $1.word.cellWidth + gap }
  }

  private func drawSigns(in inside: Rect, on grid: inout CellGrid) {
    // A narrow box narrows the gaps before it leaves a sign out.
    let gap = signsWidth(gap: 2) <= inside.width - 2 ? 2 : 1
    var x = inside.x + 1
    for (sign, word, role) in signs where x + 2 + word.cellWidth <= inside.maxX {
      grid.put(sign, at: x, inside.maxY - 1, theme.style(role, .bold))
      x += 2 + grid.write(word, at: x + 2, inside.maxY - 1, theme.style(.dim)) + gap
    }
  }
}
