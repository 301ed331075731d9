package import Cells
package import Charts
internal import EventLists
package import RunModel
package import Themes

/// The two rows below the charts: the marks of events and the numbers of the axis.
package struct EventStripView {
  private let history: RunHistory
  private let axis: TimeAxis
  private let theme: Theme
  private let symbols: Symbols
  /// The coordinate at which the tried callbacks would have ended training; nil for none.
  package var stop: Double?
  /// The index of the mark under the event cursor; nil without a cursor.
  package var cursor: Int?
  /// True where a card describes the event under the cursor.
  package var isEventDescribed = false
  /// The x at which values are read; nil when none are.
  package var hairline: Double?

  /// Creates the strip of a run.
  package init(history: RunHistory, axis: TimeAxis, theme: Theme, symbols: Symbols) {
    self.history = history
    self.axis = axis
    self.theme = theme
    self.symbols = symbols
  }

  /// Draws the strip.
  package func draw(in rect: Rect, on grid: inout CellGrid) {
    guard rect.width > 4, rect.height >= 2 else { return }
    let chart = LineChart(lines: [], xScale: axis.scale)
    for x in rect.x..<rect.maxX { grid.put(symbols.across, at: x, rect.y, theme.style(.quiet)) }
    let shown = places(of: chart, in: rect)
    for (column, place) in shown {
      grid.put(
        place.isFormer ? symbols.tick : place.kind.symbol(symbols), at: column, rect.y,
        theme.style(place.kind.role, place.isFormer ? [] : .bold))
    }
    let taken = [drawStop, drawHairline].compactMap { $0(chart, rect, &grid) }
    drawNumbers(chart, in: rect, besides: taken, on: &grid)
    let column = shown.first { $0.value.index == cursor }?.key
    drawCursor(at: column, chart, in: rect, on: &grid)
  }

  /// The mark that is drawn in a column.
  private struct Place {
    var index: Int
    var kind: EventMark.Kind
    /// True for a best value or saved weights that later ones have replaced.
    var isFormer: Bool
    var importance: Int { isFormer ? -1 : kind.importance }
  }

  /// The marks that are drawn, by their columns.
  private func places(of chart: LineChart, in rect: Rect) -> [Int: Place] {
    var shown: [Int: Place] = [:]
    var covered: [Int: Place] = [:]
    let replaced = history.marks.replacedIndices
    let parts = history.marks.phasePartIndices
    for (index, mark) in history.marks.enumerated() where !parts.contains(index) {
      guard let column = chart.column(of: mark.x, in: rect, symbols: symbols) else { continue }
      let place = Place(index: index, kind: mark.kind, isFormer: replaced.contains(index))
      let known = shown[column] ?? place
      let (above, below) =
        known.importance > place.importance ? (known, place) : (place, known)
      shown[column] = above
      if below.kind == .edit, above.kind != .edit { covered[column] = below }
    }
    // A person looks for changes of their own: they give way to the next column.
    for (column, edit) in covered.sorted(by: { $0.key < $1.key }) {
      let beside = [column - 1, column + 1].filter((rect.x..<rect.maxX).contains)
      let free =
        beside.first { shown[$0]?.isFormer ?? true }
        ?? beside.first { shown[$0].map { $0.importance < edit.importance } ?? true }
      if let free { shown[free] = edit }
    }
    // So many former best values that they fill the strip tell nothing: every second one is drawn.
    let formers = shown.keys.filter { shown[$0]?.isFormer == true }.sorted()
    guard formers.count * 2 > rect.width else { return shown }
    var last = rect.x - 2
    for column in formers {
      if column - last < 2 { shown[column] = nil } else { last = column }
    }
    return shown
  }

  /// Draws the number at the hairline.
  ///
  /// - Returns: Its columns.
  private func drawHairline(
    _ chart: LineChart, in rect: Rect, on grid: inout CellGrid
  ) -> Range<Int>? {
    guard let x = hairline,
      let column = chart.column(of: x, in: rect, symbols: symbols)
    else { return nil }
    let label = " \(axis.label(exactly: x)) "
    let start = start(of: label, at: column, in: rect)
    grid.write(label, at: start, rect.y + 1, theme.style(.strong, [.bold, .reverse]))
    return start..<start + label.count
  }

  private func drawNumbers(
    _ chart: LineChart, in rect: Rect, besides taken: [Range<Int>], on grid: inout CellGrid
  ) {
    let style = theme.style(.quiet)
    let end = rect.maxX
    var next = rect.x
    for (label, columns) in numbers(chart, in: rect) {
      let margin = columns.lowerBound - 1..<columns.upperBound + 1
      if taken.contains(where: margin.overlaps) { continue }
      grid.write(label, at: columns.lowerBound, rect.y + 1, style)
      next = margin.upperBound
    }
    if end - 1 - axis.words.count > max(next, taken.map(\.upperBound).max() ?? 0) {
      grid.writeTrailing(axis.words, endingAt: end, rect.y + 1, style)
    }
  }

  /// The numbers below the strip and their columns: as many as have room without leaving out any
  /// between two others.
  private func numbers(_ chart: LineChart, in rect: Rect) -> [(text: String, columns: Range<Int>)] {
    // Numbers of steps look like epochs, and a logarithmic axis must be told from a linear one, so
    // the words behind the numbers keep their room.
    let keepsWords = axis.kind == .step || axis.scale.isLogarithmic
    let end = keepsWords ? rect.maxX - 3 - axis.words.count : rect.maxX
    func shown(_ count: Int) -> [(text: String, columns: Range<Int>)] {
      axis.ticks(count).compactMap { tick in
        guard let column = chart.column(of: tick, in: rect, symbols: symbols) else { return nil }
        let label = axis.label(tick)
        let start = start(of: label, at: column, in: rect)
        return start + label.count > end ? nil : (label, start..<start + label.count)
      }
    }
    let usual = max(2, rect.width / 12)
    // The numbers of decades are short.
    let isDense = axis.scale.isLogarithmic || axis.ticks(usual).count < 3
    let most = isDense ? 2 * usual : usual
    return (2...most).reversed().lazy.map(shown).first { numbers in
      zip(numbers, numbers.dropFirst()).allSatisfy {
        $0.columns.upperBound < $1.columns.lowerBound
      }
    } ?? []
  }

  /// Draws the foot of the stop line and its number.
  ///
  /// - Returns: The columns of the number.
  private func drawStop(_ chart: LineChart, in rect: Rect, on grid: inout CellGrid) -> Range<Int>? {
    guard let stop, let column = chart.column(of: stop, in: rect, symbols: symbols) else {
      return nil
    }
    let style = theme.style(.bad, .bold)
    grid.put(symbols.stop, at: column, rect.y, style)
    let label = axis.label(stop)
    let start = start(of: label, at: column, in: rect)
    grid.write(label, at: start, rect.y + 1, style)
    return start..<start + label.count
  }

  /// The first column of a number that is centred below a column.
  private func start(of label: String, at column: Int, in rect: Rect) -> Int {
    max(rect.x, min(column - (label.count - 1) / 2, rect.maxX - label.count))
  }

  /// Draws the text of the event under the cursor in place of the numbers.
  ///
  /// - Parameter column: The column of its mark; nil where another mark is drawn.
  private func drawCursor(
    at column: Int?, _ chart: LineChart, in rect: Rect, on grid: inout CellGrid
  ) {
    let marks = history.marks
    guard let cursor, marks.indices.contains(cursor) else { return }
    let mark = marks[cursor]
    if let column = column ?? chart.column(of: mark.x, in: rect, symbols: symbols) {
      grid.restyle(Rect(x: column, y: rect.y, width: 1, height: 1)) { $0.adding(.reverse) }
    }
    // While values are read, the number at the hairline matters more.
    if hairline != nil || isEventDescribed { return }
    grid.fill(
      Rect(x: rect.x, y: rect.y + 1, width: rect.width, height: 1),
      with: Cell(" ", theme.style(.text).on(theme.color(.background))))
    let position = "\(cursor + 1)/\(marks.count) \(axis.label(exactly: mark.x))"
    let used = grid.write(position, at: rect.x, rect.y + 1, theme.style(.dim))
    grid.write(
      mark.text.sanitized.truncated(to: rect.width - used - 2, ellipsis: symbols.ellipsis),
      at: rect.x + used + 2, rect.y + 1, theme.style(mark.kind.role))
  }
}
