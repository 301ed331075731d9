internal import Cells

/// The columns of the class table in a certain width; those that do not fit are left out.
struct ClassColumns {
  /// The width of the names.
  let name: Int
  /// The end of each number's column, from the left edge; nil when it is left out.
  let boxes: Int?
  let averagePrecision: Int
  let ap50: Int?
  let change: Int?
  /// The start and width of the curve; nil when it is left out.
  let curve: (x: Int, width: Int)?

  /// The width of the sign before a name and the blank behind it.
  static let margin = 2

  /// Lays the columns out.
  ///
  /// The average precision has priority, then its course, then full names, then AP50 and boxes.
  init(width: Int, longestName: Int) {
    let least = Self.margin + min(longestName, 8) + 6
    let hasChange = width >= least + 8
    let hasCurve = width >= least + 8 + 8
    let full = Self.margin + min(longestName, 16) + 6 + 8 + 8
    let hasAP50 = width >= full + 6
    let hasBoxes = width >= full + 6 + 7
    let fixed =
      Self.margin + 6 + (hasChange ? 8 : 0) + (hasAP50 ? 6 : 0) + (hasBoxes ? 7 : 0)
    name = max(4, min(longestName, width - fixed - (hasCurve ? 8 : 1)))
    var x = Self.margin + name
    func column(_ isShown: Bool, _ columns: Int) -> Int? {
      guard isShown else { return nil }
      x += columns
      return x
    }
    boxes = column(hasBoxes, 7)
    averagePrecision = column(true, 6) ?? x
    ap50 = column(hasAP50, 6)
    change = column(hasChange, 8)
    curve = hasCurve ? (x + 2, min(40, width - x - 3)) : nil
  }

  func drawHeader(at left: Int, _ row: Int, _ style: Style, on grid: inout CellGrid) {
    grid.write("class", at: left + Self.margin, row, style, limit: name)
    if let boxes { grid.writeTrailing("boxes", endingAt: left + boxes, row, style) }
    grid.writeTrailing("AP", endingAt: left + averagePrecision, row, style)
    if let ap50 { grid.writeTrailing("AP50", endingAt: left + ap50, row, style) }
    if let change { grid.writeTrailing("to best", endingAt: left + change, row, style) }
  }
}
