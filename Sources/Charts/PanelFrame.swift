public import Cells

/// A border with a title and details on the left and remarks on the right:
/// `╭ loss 0.41 · best 0.39 ───── 1/4 ─╮`.
public struct PanelFrame {
  /// Text of one style.
  public typealias Piece = (text: String, style: Style)

  /// The title at the left of the upper border.
  public var title: Piece
  /// A shorter title for where the whole one has no room beside the first detail; nil for none.
  public var shortTitle: String?
  /// The titles of panels beside it, from which a cut title stays different.
  public var otherTitles: [String] = []
  /// The details behind the title, the most important first.
  ///
  /// Where room is short, the last ones are left out; the title is cut before the first is.
  public var details: [Piece]
  /// The details in fewer words, the longest wording first, for where the first two of them have no
  /// room: they say which of two curves is which.
  public var shorterDetails: [[Piece]] = []
  /// The remarks at the right of the upper border; when there is no room, the first ones are left out.
  public var remarks: [Piece]
  /// True when the last remark stays and details make room for it.
  public var keepsLastRemark = false
  /// The sign behind each remark but the last.
  public var remarkSeparator = ""
  /// The style of the border.
  public var style: Style

  /// Creates a frame.
  public init(title: Piece, details: [Piece] = [], remarks: [Piece] = [], style: Style) {
    self.title = title
    self.details = details
    self.remarks = remarks
    self.style = style
  }

  /// Draws the frame.
  ///
  /// - Returns: The rectangle inside.
  @discardableResult
  public func draw(in rect: Rect, on grid: inout CellGrid, symbols: Symbols) -> Rect {
    guard rect.width >= 2, rect.height >= 2 else {
      return Rect(x: rect.x, y: rect.y, width: 0, height: 0)
    }
    let (right, bottom) = (rect.maxX - 1, rect.maxY - 1)
    for x in rect.x + 1..<right {
      grid.put(symbols.across, at: x, rect.y, style)
      grid.put(symbols.across, at: x, bottom, style)
    }
    for y in rect.y + 1..<bottom {
      grid.put(symbols.down, at: rect.x, y, style)
      grid.put(symbols.down, at: right, y, style)
    }
    grid.put(symbols.frame.0, at: rect.x, rect.y, style)
    grid.put(symbols.frame.1, at: right, rect.y, style)
    grid.put(symbols.frame.2, at: rect.x, bottom, style)
    grid.put(symbols.frame.3, at: right, bottom, style)
    let reserved = keepsLastRemark ? remarks.last.map { $0.text.cellWidth + 2 } ?? 0 : 0
    let room = rect.width - 4 - reserved
    let details = fittingDetails(in: room)
    let first = details.first.map { $0.text.cellWidth + 2 } ?? 0
    let space = room - first >= Self.shortestTitle ? room - first : room
    let words = title.text.cellWidth > space ? shortTitle ?? title.text : title.text
    let others = otherTitles.filter { $0 != words && $0 != title.text }
    let isCut = words.cellWidth > space && !others.isEmpty && space > 0
    let name =
      isCut
      ? ShortNames.cut([words] + others, to: space, ellipsis: symbols.ellipsis)[0]
      : words.truncated(to: space, ellipsis: symbols.ellipsis)
    if !name.isEmpty { grid.write(" \(name) ", at: rect.x + 1, rect.y, title.style) }
    let start = rect.x + name.cellWidth + 3
    let used = draw(
      details, from: start, to: right - 1 - reserved, row: rect.y, on: &grid, symbols: symbols)
    let kept = fittingRemarks(from: used + 1, to: right - 1)
    write(kept, to: right - 1, row: rect.y, on: &grid)
    return rect.inset(left: 1, top: 1, right: 1, bottom: 1)
  }

  /// The fewest columns to which a title is cut for the sake of a detail.
  private static let shortestTitle = 6

  /// The longest wording of the details of which the first two have room beside the title.
  private func fittingDetails(in room: Int) -> [Piece] {
    let name = min(title.text.cellWidth, shortTitle?.cellWidth ?? .max)
    return ([details] + shorterDetails).first { wording in
      wording.prefix(2).reduce(name) { $0 + $1.text.cellWidth + 3 } <= room + 1
    } ?? shorterDetails.last ?? details
  }

  /// Draws the details that have room.
  ///
  /// - Returns: The column behind them.
  private func draw(
    _ details: [Piece], from start: Int, to end: Int, row: Int, on grid: inout CellGrid,
    symbols: Symbols
  ) -> Int {
    var x = start
    for (index, piece) in details.enumerated() {
      // A blank follows each; between two, a separator and another blank.
      let more = index == 0 ? 1 : 3
      guard x + piece.text.cellWidth + more <= end else { break }
      if index > 0 { x += grid.write("\(symbols.separator) ", at: x, row, style) }
      x += grid.write("\(piece.text) ", at: x, row, piece.style)
    }
    return x
  }

  /// The last remarks that have room, with the signs between them.
  private func fittingRemarks(from start: Int, to end: Int) -> [Piece] {
    var kept: [Piece] = []
    var width = 1
    for piece in remarks.reversed() {
      let text = kept.isEmpty ? piece.text : piece.text + remarkSeparator
      width += text.cellWidth + 1
      if end - start < width { break }
      kept.insert((text, piece.style), at: 0)
    }
    return kept
  }

  private func write(_ remarks: [Piece], to end: Int, row: Int, on grid: inout CellGrid) {
    if remarks.isEmpty { return }
    var x = end - remarks.reduce(1) { $0 + $1.text.cellWidth + 1 }
    grid.put(" ", at: x, row, style)
    x += 1
    for remark in remarks {
      x += grid.write(remark.text, at: x, row, remark.style)
      grid.put(" ", at: x, row, style)
      x += 1
    }
  }
}
