/// The first rows of a text as cells, which show whether it is a table.
struct FirstRows {
  /// A row.
  struct Row {
    /// The cells as text.
    var names: [String]
    /// The number of cells that are numbers or missing.
    var numbers: Int
    /// True when a line end follows.
    var isTerminated: Bool

    /// True for a line of a program's output: names with their values, an open bracket.
    var isOutput: Bool {
      let values = names.count { name in
        guard let mark = name.lastIndex(where: { " =:".contains($0) }) else { return false }
        let value = name[name.index(after: mark)...]
        // `top 5` and `AP 50` are names.
        return !value.isEmpty && (name[mark] != " " || value.contains("."))
          && NumberText(Array(value.utf8)[...]).value != nil
      }
      return values * 2 > names.count
        || names.contains { name in
          name.count { $0 == "(" } != name.count { $0 == ")" }
            || name.count { $0 == "[" } != name.count { $0 == "]" }
        }
    }

    /// True when most cells are numbers.
    var isNumeric: Bool { numbers > 0 && numbers * 2 >= names.count }
  }

  /// The rows.
  private(set) var rows: [Row] = []
  private let first: ArraySlice<UInt8>

  /// Reads up to a number of rows.
  ///
  /// - Complexity: O(bytes of the rows).
  init(_ bytes: [UInt8], separator: UInt8, count: Int) {
    first = bytes.prefix { $0 != 0x0A && $0 != 0x0D }
    var rest = DelimitedRows(LogWindow(bytes), separator: separator)
    var cells: [Range<Int>] = []
    while rows.count < count, rest.next(into: &cells) {
      rows.append(
        Row(
          names: cells.map { rest.text($0) },
          numbers: cells.count { NumberText(rest.unquoted($0)) != .text },
          isTerminated: rest.isTerminated))
    }
  }

  /// The names after a `#` in the first line; nil when there are none.
  func comment(_ separator: UInt8) -> [String]? {
    guard first.first == UInt8(ascii: "#") else { return nil }
    let line = Array(first.drop { $0 == UInt8(ascii: "#") || $0 == 0x20 }) + [0x0A]
    var rows = DelimitedRows(LogWindow(line), separator: separator)
    var cells: [Range<Int>] = []
    guard rows.next(into: &cells) else { return nil }
    return cells.map { rows.text($0) }
  }
}
