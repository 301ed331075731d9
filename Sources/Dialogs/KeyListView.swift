package import Cells
package import Charts
package import Themes

/// A list of keys and what they do, and below it signs with their meaning, over the body of a
/// screen.
package struct KeyListView {
  /// A key and what it does.
  package typealias Row = (label: String, help: String)
  /// A sign, its meaning in a word, and its colour.
  package typealias Sign = (scalar: Unicode.Scalar, word: String, role: Theme.Role)

  private let rows: [Row]
  private let signs: [Sign]
  private let remark: String
  private let offset: Int
  private let theme: Theme
  private let symbols: Symbols

  /// Creates a list.
  ///
  /// - Parameters:
  ///   - remark: A few words behind the title; empty for none.
  ///   - offset: The number of rows that the list is scrolled down.
  package init(
    _ rows: [Row], signs: [Sign] = [], remark: String = "", offset: Int = 0, theme: Theme,
    symbols: Symbols
  ) {
    (self.rows, self.signs, self.remark, self.offset) = (rows, signs, remark, offset)
    (self.theme, self.symbols) = (theme, symbols)
  }

  /// The columns of a key with its help.
  private var columnWidth: Int { 8 + (rows.map { $0.help.cellWidth }.max() ?? 0) }

  /// The number of columns of keys; two only where no help of usual length is cut.
  private func columns(in rect: Rect) -> Int {
    let two = 2 * min(columnWidth, 39)
    let isLong = rect.height - 5 < rows.count
    return rect.width >= two + (isLong ? 2 : 6) ? 2 : 1
  }

  /// The number of rows by which the list is too long for a rectangle.
  package func overflow(in rect: Rect) -> Int {
    let columns = columns(in: rect)
    return max(0, (rows.count + columns - 1) / columns - (rect.height - 2))
  }

  /// Draws the list in the middle of a rectangle.
  package func draw(in rect: Rect, on grid: inout CellGrid) {
    let columns = columns(in: rect)
    let perColumn = (rows.count + columns - 1) / columns
    let width = max(columns * (columnWidth + 2) + 2, signsWidth(gap: 2) + 4)
    let height = perColumn + 2 + (signs.isEmpty ? 0 : 2)
    let box = DialogFrame.centred(Size(width, height), in: rect)
    let overflow = overflow(in: rect)
    let words = ["keys", remark, overflow > 0 ? "PgDn scrolls" : ""].filter { !$0.isEmpty }
    let inside = DialogFrame(
      title: words.joined(separator: " \(symbols.separator) "), theme: theme, symbols: symbols
    ).draw(in: box, on: &grid)
    let each = inside.width / columns
    let first = min(offset, overflow)
    for (index, row) in rows.enumerated() {
      let x = inside.x + 1 + index / perColumn * each
      let y = inside.y + index % perColumn - first
      guard y >= inside.y, y < inside.maxY else { continue }
      let used = max(6, grid.write(row.label, at: x, y, theme.style(.strong, .bold)) + 1)
      grid.write(
        row.help.truncated(to: each - used - 2, ellipsis: symbols.ellipsis), at: x + used, y,
        theme.style(.text))
    }
    // Where both do not fit, the keys matter more.
    if perColumn < inside.height { drawSigns(in: inside, on: &grid) }
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
