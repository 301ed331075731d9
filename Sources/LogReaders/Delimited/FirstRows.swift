/// The first rows of a text as cells, to tell whether it is a table.
struct FirstRows {
  struct Row {
    var names: [String]
    /// Cells that are numbers, or words for none.
    var numbers: Int
    var isTerminated: Bool

    /// Whether most cells are numbers.
    var isNumeric: Bool { numbers > 0 && numbers * 2 >= names.count }
  }

  private(set) var rows: [Row] = []
  private let first: ArraySlice<UInt8>

  /// Reads so many rows.
  ///
  /// - Complexity: O(their bytes).
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

  /// The names that stand behind a `#` in the first line; nil when there are none.
  func comment(_ separator: UInt8) -> [String]? {
    guard first.first == UInt8(ascii: "#") else { return nil }
    let line = Array(first.drop { $0 == UInt8(ascii: "#") || $0 == 0x20 }) + [0x0A]
    var rows = DelimitedRows(LogWindow(line), separator: separator)
    var cells: [Range<Int>] = []
    guard rows.next(into: &cells) else { return nil }
    return cells.map { rows.text($0) }
  }
}
