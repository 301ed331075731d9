/// One cell of the screen: a scalar of width 1 (or the left half of one of width 2) and its style.
public struct Cell: Hashable, Sendable {
  /// The character; `Cell.continuation` in the right half of a wide one.
  public var scalar: Unicode.Scalar
  /// The colours and attributes.
  public var style: Style

  /// Creates a cell; a plain blank by default.
  public init(_ scalar: Unicode.Scalar = " ", _ style: Style = .plain) {
    self.scalar = scalar
    self.style = style
  }

  /// Marks the right half of a wide character; nothing is drawn there.
  public static let continuation: Unicode.Scalar = "\0"
}

/// A screen in memory, on which views draw and which a `TerminalSurface` shows.
///
/// Drawing outside the grid is clipped silently, so that views need not check the size.
public struct CellGrid: Equatable, Sendable {
  /// Columns and rows.
  public let size: Size
  /// All cells, row by row: `size.width * size.height` of them.
  public private(set) var cells: [Cell]

  /// Creates a grid in which every cell is `fill`.
  public init(_ size: Size, fill: Cell = Cell()) {
    self.size = size
    cells = Array(repeating: fill, count: size.width * size.height)
  }

  /// The whole grid as a rectangle.
  public var bounds: Rect { Rect(size) }

  /// The cell in a column and row; outside the grid a blank, and writing does nothing.
  public subscript(column: Int, row: Int) -> Cell {
    get {
      guard bounds.contains(column: column, row: row) else { return Cell() }
      return cells[row * size.width + column]
    }
    set {
      guard bounds.contains(column: column, row: row) else { return }
      cells[row * size.width + column] = newValue
    }
  }

  /// One row of cells.
  ///
  /// - Precondition: `row` is inside the grid.
  public func row(_ row: Int) -> ArraySlice<Cell> {
    cells[row * size.width..<(row + 1) * size.width]
  }

  /// The part of a row in which its cells differ from those of another grid of the same size; nil
  /// when they are the same.
  ///
  /// - Precondition: `row` is inside the grid.
  public func changedColumns(ofRow row: Int, since old: CellGrid) -> ClosedRange<Int>? {
    let start = row * size.width
    let columns = 0..<size.width
    guard let first = columns.first(where: { cells[start + $0] != old.cells[start + $0] }),
      let last = columns.last(where: { cells[start + $0] != old.cells[start + $0] })
    else { return nil }
    return first...last
  }

  /// Fills a rectangle with one cell.
  public mutating func fill(_ rect: Rect, with cell: Cell) {
    let rect = rect.intersection(bounds)
    for y in rect.y..<rect.maxY {
      for x in rect.x..<rect.maxX { cells[y * size.width + x] = cell }
    }
  }

  /// Writes text to the right from (`column`, `row`), clipped to `limit` columns and to the grid.
  ///
  /// The text is sanitised: control characters and escapes never reach a cell. A nil background in `style` keeps the
  /// existing background.
  ///
  /// - Returns: the number of columns used.
  /// - Complexity: O(length of the text).
  @discardableResult
  public mutating func write(
    _ text: some StringProtocol, at column: Int, _ row: Int, _ style: Style = .plain,
    limit: Int = .max
  ) -> Int {
    var x = column
    let end = limit == .max ? size.width : min(size.width, column + max(0, limit))
    for scalar in text.unicodeScalars {
      let width = scalar.cellWidth
      if width == 0 { continue }
      if x + width > end { break }
      put(scalar, at: x, row, style)
      if width == 2 { put(Cell.continuation, at: x + 1, row, style) }
      x += width
    }
    return x - column
  }

  /// Writes text that ends just before column `end`.
  ///
  /// - Returns: the number of columns used.
  @discardableResult
  public mutating func writeTrailing(
    _ text: some StringProtocol, endingAt end: Int, _ row: Int, _ style: Style = .plain
  ) -> Int {
    write(text, at: end - text.cellWidth, row, style)
  }

  /// Writes one scalar; a nil background keeps the existing one.
  public mutating func put(_ scalar: Unicode.Scalar, at column: Int, _ row: Int, _ style: Style) {
    guard bounds.contains(column: column, row: row) else { return }
    let index = row * size.width + column
    let kept = style.background ?? cells[index].style.background
    cells[index] = Cell(scalar, style.on(kept))
  }

  /// Changes the styles in a rectangle and keeps its characters.
  public mutating func restyle(_ rect: Rect, _ change: (Style) -> Style) {
    let rect = rect.intersection(bounds)
    for y in rect.y..<rect.maxY {
      for x in rect.x..<rect.maxX {
        cells[y * size.width + x].style = change(cells[y * size.width + x].style)
      }
    }
  }

  /// The characters without styles: one string per row, with trailing blanks.
  ///
  /// - Complexity: O(cells).
  public var text: [String] {
    (0..<size.height).map { y in
      var line = String.UnicodeScalarView()
      for cell in row(y) where cell.scalar != Cell.continuation { line.append(cell.scalar) }
      return String(line)
    }
  }
}
