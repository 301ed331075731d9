public import Cells

/// Boxes over an image, distinguished by shape and colour, with labels that never cover each other.
public struct ImageBoxes {
  /// The shape of a box.
  public enum Shape: Equatable, Sendable {
    /// The four corners.
    case corners
    /// The whole outline.
    case outline
  }

  /// A box in fractions of the image: 0 is its left or top edge, 1 its right or bottom edge.
  public struct Item: Sendable {
    /// The left edge.
    public var x: Double
    /// The top edge.
    public var y: Double
    /// The width, a fraction of the image's.
    public var width: Double
    /// The height, a fraction of the image's.
    public var height: Double
    /// The way the box is drawn.
    public var shape: Shape
    /// The colour of the lines and of the label's background.
    public var color: Color
    /// The label; nil for none.
    public var label: String?

    /// Creates a box.
    public init(
      x: Double, y: Double, width: Double, height: Double, shape: Shape, color: Color,
      label: String? = nil
    ) {
      self.x = x
      self.y = y
      self.width = width
      self.height = height
      self.shape = shape
      self.color = color
      self.label = label
    }
  }

  /// The boxes; outlines are drawn first, corners over them, and labels over both.
  public var items: [Item]
  /// The background that the boxes' colours were chosen for.
  public var ground: Color

  /// Creates the boxes of an image.
  public init(_ items: [Item], ground: Color) {
    self.items = items
    self.ground = ground
  }

  /// Draws the boxes over the cells of an image, clipped to them.
  ///
  /// - Parameter frame: The cells of the image.
  /// - Complexity: O(cells of the outlines + labels²).
  public func draw(in frame: Rect, on grid: inout CellGrid, symbols: Symbols) {
    guard !frame.isEmpty else { return }
    let placed = items.compactMap { item in Self.cells(of: item, in: frame).map { (item, $0) } }
    for (item, cells) in placed where item.shape == .outline {
      drawOutline(cells, item.color, on: &grid, symbols: symbols)
    }
    for (item, cells) in placed where item.shape == .corners {
      drawCorners(cells, item.color, on: &grid, symbols: symbols)
    }
    var labels = ImageLabels(frame: frame)
    for (item, cells) in placed {
      guard let label = item.label else { continue }
      let text = label.sanitized.truncated(to: frame.width, ellipsis: symbols.ellipsis)
      guard
        let position = labels.position(
          text.cellWidth, beside: cells, isBelow: item.shape == .corners)
      else { continue }
      grid.write(text, at: position.x, position.y, Style(ground, on: item.color))
    }
  }

  /// The cells along whose border a box's lines run; nil for a box outside the image.
  private static func cells(of item: Item, in frame: Rect) -> Rect? {
    let edges = [item.x, item.y, item.x + item.width, item.y + item.height]
    guard edges.allSatisfy(\.isFinite), item.width >= 0, item.height >= 0,
      item.x < 1, item.y < 1, edges[2] > 0, edges[3] > 0
    else { return nil }
    func span(_ start: Double, _ end: Double, _ cells: Int) -> Range<Int> {
      let first = min(cells - 1, Int(max(0, start) * Double(cells)))
      let last = Int((min(1, end) * Double(cells)).rounded(.up))
      return first..<max(first + 1, last)
    }
    let columns = span(edges[0], edges[2], frame.width)
    let rows = span(edges[1], edges[3], frame.height)
    return Rect(
      x: frame.x + columns.lowerBound, y: frame.y + rows.lowerBound, width: columns.count,
      height: rows.count)
  }

  private func drawOutline(
    _ box: Rect, _ color: Color, on grid: inout CellGrid, symbols: Symbols
  ) {
    let lines = symbols.outline
    let (right, bottom) = (box.maxX - 1, box.maxY - 1)
    for x in box.x...right {
      let isEnd = x == box.x || x == right
      if isEnd, box.height > 1, box.width > 1 { continue }
      put(lines.across, at: x, box.y, color, on: &grid)
      put(lines.across, at: x, bottom, color, on: &grid)
    }
    guard box.height > 1 else { return }
    for y in box.y...bottom {
      let isEnd = y == box.y || y == bottom
      if isEnd, box.width > 1 { continue }
      put(lines.down, at: box.x, y, color, on: &grid)
      put(lines.down, at: right, y, color, on: &grid)
    }
    if box.width > 1 { putCorners(lines, of: box, color, on: &grid) }
  }

  private func drawCorners(
    _ box: Rect, _ color: Color, on grid: inout CellGrid, symbols: Symbols
  ) {
    let lines = symbols.corners
    if box.width == 1 || box.height == 1 {
      // Too thin for four corners: two points mark its ends.
      put(symbols.point, at: box.x, box.y, color, on: &grid)
      put(symbols.point, at: box.maxX - 1, box.maxY - 1, color, on: &grid)
      return
    }
    let (right, bottom) = (box.maxX - 1, box.maxY - 1)
    for step in 1..<max(2, min(4, (box.width + 2) / 4)) where step * 2 < box.width - 1 {
      for y in [box.y, bottom] {
        put(lines.across, at: box.x + step, y, color, on: &grid)
        put(lines.across, at: right - step, y, color, on: &grid)
      }
    }
    for step in 1..<max(2, min(3, (box.height + 2) / 4)) where step * 4 < box.height {
      for x in [box.x, right] {
        put(lines.down, at: x, box.y + step, color, on: &grid)
        put(lines.down, at: x, bottom - step, color, on: &grid)
      }
    }
    putCorners(lines, of: box, color, on: &grid)
  }

  private func putCorners(
    _ lines: Symbols.Outline, of box: Rect, _ color: Color, on grid: inout CellGrid
  ) {
    put(lines.corners.0, at: box.x, box.y, color, on: &grid)
    put(lines.corners.1, at: box.maxX - 1, box.y, color, on: &grid)
    put(lines.corners.2, at: box.x, box.maxY - 1, color, on: &grid)
    put(lines.corners.3, at: box.maxX - 1, box.maxY - 1, color, on: &grid)
  }

  /// Draws a cell of a line over the image, which is dimmed there so that the line stands out.
  private func put(
    _ scalar: Unicode.Scalar, at x: Int, _ y: Int, _ color: Color, on grid: inout CellGrid
  ) {
    let cell = grid[x, y]
    var behind = cell.style.background
    if cell.scalar == "▀", let upper = cell.style.foreground {
      behind = behind?.mixed(with: upper, 0.5)
    }
    // A cell with another line is dimmed already.
    if cell.scalar == "▀" || cell.scalar == " " { behind = behind?.mixed(with: ground, 0.25) }
    grid[x, y] = Cell(scalar, Style(color, on: behind, .bold))
  }
}
