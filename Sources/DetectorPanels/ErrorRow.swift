internal import Cells
internal import Charts
internal import Detections
internal import Themes

/// One row of the panel about errors: the kind, its cost as a number and as a bar.
struct ErrorRow {
  let row: LostPrecision.Row
  let isLargest: Bool
  /// The cost of a bar of full length; 0 for no bar.
  let scale: Double
  let theme: Theme
  let symbols: Symbols

  func draw(_ columns: ErrorColumns, at left: Int, _ y: Int, on grid: inout CellGrid) {
    if isLargest { grid.put(symbols.direction.up, at: left, y, theme.style(.bad, .bold)) }
    grid.write(
      row.name.sanitized.truncated(to: columns.name, ellipsis: symbols.ellipsis),
      at: left + ErrorColumns.margin, y, theme.style(isLargest ? .strong : .text))
    if let count = columns.count, let number = row.count {
      grid.writeTrailing(
        MetricFormat.short(number), endingAt: left + count, y, theme.style(.dim))
    }
    grid.writeTrailing(
      MetricFormat.share(row.gain), endingAt: left + columns.gain, y,
      theme.style(isLargest ? .bad : .text))
    if let end = columns.change { drawChange(endingAt: left + end, y, on: &grid) }
    let bar = columns.bar
    drawBar(at: left + bar.x, y + (columns.isBarBelow ? 1 : 0), width: bar.width, on: &grid)
  }

  /// Draws the difference from the best evaluation, where it shows in three decimals.
  private func drawChange(endingAt end: Int, _ y: Int, on grid: inout CellGrid) {
    guard let change = row.change, abs(change) >= 0.0005 else { return }
    let text = (change > 0 ? "+" : "") + MetricFormat.share(change)
    grid.writeTrailing(
      text, endingAt: end, y, theme.style(change > 0.02 ? .warning : .dim))
  }

  private func drawBar(at x: Int, _ y: Int, width: Int, on grid: inout CellGrid) {
    guard width > 0, scale > 0, row.gain.isFinite, row.gain > 0 else { return }
    let parts = symbols.bar.count
    // Every error that costs something has a mark.
    let length = max(1, Int(min(1, row.gain / scale) * Double(width * parts)))
    let color = theme.color(isLargest ? .bad : .dim)
    for cell in 0..<width {
      let here = min(parts, length - cell * parts)
      guard here > 0 else { break }
      grid.put(symbols.bar[here - 1], at: x + cell, y, Style(color))
    }
  }
}

/// The columns of the panel about errors; those that do not fit are left out.
struct ErrorColumns {
  /// The width of the names.
  let name: Int
  /// The end of each number's column, from the left edge; nil when it is left out.
  let count: Int?
  let gain: Int
  let change: Int?
  /// The start and width of the bar.
  let bar: (x: Int, width: Int)
  /// True when the bar of a kind stands below its numbers, in a row of its own.
  let isBarBelow: Bool

  /// The width of the sign before a name and the blank behind it.
  static let margin = 2

  /// Lays the columns out.
  ///
  /// - Parameters:
  ///   - hasRows: True when there are two rows for each kind.
  init(width: Int, hasRows: Bool, longestName: Int) {
    name = max(4, min(longestName, width - Self.margin - 7))
    let full = Self.margin + name + 7 + 8
    isBarBelow = hasRows && width < full + 10
    let hasChange = width >= full + (isBarBelow ? 0 : 10)
    let hasCount = width >= full + 8 + (isBarBelow ? 0 : 10)
    var x = Self.margin + name
    func column(_ isShown: Bool, _ columns: Int) -> Int? {
      guard isShown else { return nil }
      x += columns
      return x
    }
    count = column(hasCount, 8)
    gain = column(true, isBarBelow ? 6 : 7) ?? x
    change = column(hasChange, 8)
    bar =
      isBarBelow
      ? (Self.margin, max(0, width - Self.margin - 1)) : (x + 2, max(0, width - x - 3))
  }

  func drawHeader(
    at left: Int, _ y: Int, change title: (text: String, style: Style), _ style: Style,
    on grid: inout CellGrid
  ) {
    grid.write("error", at: left + Self.margin, y, style, limit: name)
    if let count { grid.writeTrailing("number", endingAt: left + count, y, style) }
    grid.writeTrailing("costs", endingAt: left + gain, y, style)
    if let change { grid.writeTrailing(title.text, endingAt: left + change, y, title.style) }
  }
}
