internal import CNcurses
internal import Cells

/// Hands frames to ncurses, only the cells that changed since the last one.
struct FrameWriter {
  private let depth: ColorDepth
  private var palette: TerminalPalette
  /// The frame on the terminal; nil when its content is unknown.
  private var shown: CellGrid?
  /// The colour pair of the last cell: neighbours often share it.
  private var last: (style: Style, isText: Bool, pair: Int32)?
  /// Scratch space for one row.
  private var line: [cchar_t] = []

  init(depth: ColorDepth) {
    self.depth = depth
    palette = TerminalPalette(depth: depth)
  }

  /// Makes the next frame draw every cell.
  mutating func forgetFrame() { shown = nil }

  /// Draws a frame into ncurses's screen; `refresh` then sends it.
  ///
  /// - Returns: True when a cell has changed.
  /// - Complexity: O(cells).
  mutating func draw(_ grid: CellGrid) -> Bool {
    if palette.forgetIfMany() { (shown, last) = (nil, nil) }
    let old = shown?.size == grid.size ? shown : nil
    if old == nil { werase(plateau_screen()) }
    var hasChanged = false
    for row in 0..<grid.size.height {
      let all = 0...max(0, grid.size.width - 1)
      guard let changed = old.map({ grid.changedColumns(ofRow: row, since: $0) }) ?? all else {
        continue
      }
      draw(changed, of: grid.row(row), at: row)
      hasChanged = true
    }
    shown = grid
    return hasChanged
  }

  /// Draws columns of a row.
  private mutating func draw(
    _ columns: ClosedRange<Int>, of row: ArraySlice<Cell>, at y: Int
  ) {
    var first = row.startIndex + columns.lowerBound
    let last = min(row.startIndex + columns.upperBound, row.endIndex - 1)
    // Never begin in the right half of a wide character.
    if row[first].scalar == Cell.continuation, first > row.startIndex { first -= 1 }
    line.removeAll(keepingCapacity: true)
    for index in first...last where row[index].scalar != Cell.continuation {
      let isWide = index + 1 < row.endIndex && row[index + 1].scalar == Cell.continuation
      let scalar = row[index].scalar
      // ncurses asks the C library, whose Unicode version may differ from ours. A character on whose width the two
      // disagree would shift the rest of the row, so it is replaced.
      if scalar.value < 0x300 || plateau_columns(scalar.value) == (isWide ? 2 : 1) {
        append(scalar, row[index].style)
      } else {
        append("?", row[index].style)
        if isWide { append(" ", row[index].style) }
      }
    }
    mvwadd_wchnstr(
      plateau_screen(), Int32(y), Int32(first - row.startIndex), line, Int32(line.count))
  }

  private mutating func append(_ scalar: Unicode.Scalar, _ style: Style) {
    var made = cchar_t()
    let isText = !("\u{2580}"..."\u{259F}").contains(scalar)
    plateau_set_cell(&made, scalar.value, attributes(style), pair(of: style, isText: isText))
    line.append(made)
  }

  private mutating func pair(of style: Style, isText: Bool) -> Int32 {
    if let last, last.style == style, last.isText == isText { return last.pair }
    let pair = palette.pair(style.foreground, on: style.background, isText: isText)
    last = (style, isText, pair)
    return pair
  }

  private func attributes(_ style: Style) -> attr_t {
    var bits: attr_t = 0
    if style.attributes.contains(.bold) { bits |= plateau_bold }
    // A theme's faint colours are faint enough.
    if style.attributes.contains(.dim), depth == .none { bits |= plateau_dim }
    if style.attributes.contains(.underline) { bits |= plateau_underline }
    if style.attributes.contains(.reverse) { bits |= plateau_reverse }
    return bits
  }
}
