import Cells

/// Rows of text in columns of the smallest width that fits; numbers are right-aligned.
struct TextTable {
  private var rows: [[String]]

  init(header: [String]) { rows = [header] }

  mutating func add(_ row: [String]) { rows.append(row.map(\.sanitized)) }

  /// The table, one line per row.
  ///
  /// - Parameter isLeft: Returns true for the columns that are left-aligned.
  func text(isLeft: (Int) -> Bool) -> String {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      // A row of one cell is a remark, which may be longer than the column.
      rows.map { column < $0.count && $0.count > 1 ? $0[column].cellWidth : 0 }.max() ?? 0
    }
    return rows.map { row in
      var line = row.enumerated().map { column, text in
        isLeft(column) ? text.padded(to: widths[column]) : text.leftPadded(to: widths[column])
      }.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }.joined()
  }
}
