internal import CTableCells
internal import CurveStore
internal import JSONText

/// Rows of a table whose cells are plain numbers, read together column by column.
///
/// Any other row ends the block and is read another way.
struct TableBlock {
  /// The mark of a cell without a number, with bits that no number in a file has.
  static let missing = Double(bitPattern: 0x7FF8_0000_0000_A55E)

  private let separator: UInt8
  /// True when a comma may be a decimal point.
  private let acceptsComma: Bool
  private let columns: [DelimitedHeader.Column]
  private let isWide: Bool
  private var room = 0
  private let rounding = DecimalRounding.shared
  private var ends: CellEnds
  /// The cells, column after column of `room` cells each.
  private(set) var values: [Double] = []
  /// The number of rows.
  private(set) var rows = 0
  /// The first row of each column without a number, and the first with text.
  ///
  /// Either may lie after the last row: a column is read on where another one is not plain, and
  /// what follows may not be rows of this table.
  private var (firstMissing, firstText): ([Int], [Int]) = ([], [])
  /// True when the times of all rows are moments rather than durations.
  private(set) var hasMoments = false

  /// Creates an empty block.
  ///
  /// - Parameter isWide: True when many cells are read at a time.
  init(_ header: DelimitedHeader, isWide: Bool = CellEnds.canBeWide) {
    separator = header.separator
    acceptsComma = header.separator != 0x2C
    columns = header.columns
    ends = CellEnds(separator: header.separator, isWide: isWide)
    self.isWide = isWide
  }

  /// The indices of a column's cells in `values`.
  func column(_ index: Int) -> Range<Int> { index * room..<index * room + rows }

  /// Returns true when a column has cells without a number.
  func hasMissing(_ index: Int) -> Bool { firstMissing[index] < rows }

  /// Returns true when a column has cells with text.
  func hasText(_ index: Int) -> Bool { firstText[index] < rows }

  /// The steps of the rows, exact beyond 2⁵³.
  ///
  /// - Parameter column: The column of steps, whose bits are stored in `values`.
  /// - Complexity: O(`rows`).
  func steps(_ column: Int) -> [Int64] {
    values[self.column(column)].map { Int64(bitPattern: $0.bitPattern) }
  }

  /// True when no more rows fit.
  var isFull: Bool { rows == room }

  /// Removes all rows and reserves storage for about as many as some bytes hold.
  private mutating func begin(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to limit: Int
  ) {
    rows = 0
    firstMissing = [Int](repeating: .max, count: columns.count)
    firstText = firstMissing
    let row = (bytes[start..<limit].firstIndex(of: 0x0A) ?? limit) - start
    // Rows may be shorter than the first one, but a cell and what ends it need a byte.
    room = (limit - start) / max(row, columns.count, 1) * 5 / 4 + 2
    let cells = room * columns.count
    if values.count < cells { values = [Double](repeating: 0, count: cells) }
  }

  /// Replaces the rows with those of some bytes, up to the first that is not plain or until the
  /// block is full.
  ///
  /// - Parameters:
  ///   - bytes: The text.
  ///   - start: The start of the first row.
  ///   - limit: The end of the last row, after a line feed.
  /// - Returns: The start of the first row that was not read.
  /// - Complexity: O(bytes).
  mutating func read(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to limit: Int
  ) -> Int {
    begin(bytes, from: start, to: limit)
    var index = start
    // Moved out, so that access to them does not conflict with access to the block.
    var (values, ends): ([Double], CellEnds) = ([], CellEnds(separator: separator, isWide: isWide))
    swap(&values, &self.values)
    swap(&ends, &self.ends)
    defer { (self.values, self.ends) = (values, ends) }
    values.withUnsafeMutableBufferPointer { values in
      var isPlain = true
      while isPlain, index < limit, rows < room {
        ends.find(in: bytes, from: index, to: limit, needed: columns.count)
        let count = min(ends.count / columns.count, room - rows)
        let whole = min(count, ends.rows(ofColumns: columns.count))
        let read = ends.withCoordinates { readRows(whole, bytes, $0, into: values) }
        if read > 0 { index = ends[read * columns.count - 1] + 1 }
        rows += read
        isPlain = read == count && count > 0
      }
    }
    return index
  }

  /// Reads rows with known ends of cells, column by column.
  ///
  /// - Parameter ends: The index before the first cell, then the ends of all cells.
  /// - Returns: The number of plain rows.
  private mutating func readRows(
    _ count: Int, _ bytes: UnsafeBufferPointer<UInt8>, _ ends: UnsafeBufferPointer<Int64>,
    into values: UnsafeMutableBufferPointer<Double>
  ) -> Int {
    var count = count
    for column in columns.indices where count > 0 {
      count = readColumn(
        column, count, bytes, ends.dropFirst(column),
        into: UnsafeMutableBufferPointer(rebasing: values[(column * room + rows)...]))
    }
    return count
  }

  /// Reads a column of some rows.
  ///
  /// - Parameter ends: The index before the column's first cell, its end, then the ends of the
  ///   following cells.
  /// - Returns: The number of rows before the first cell that is not plain.
  private mutating func readColumn(
    _ column: Int, _ count: Int, _ bytes: UnsafeBufferPointer<UInt8>,
    _ ends: Slice<UnsafeBufferPointer<Int64>>, into values: UnsafeMutableBufferPointer<Double>
  ) -> Int {
    let (ends, stride) = (UnsafeBufferPointer(rebasing: ends), columns.count)
    // The wide code reads up to 32 bytes before the end of any cell.
    let isWide = isWide && bytes.count >= 32 && columns[column] != .wallTime
    if isWide {
      let lacksCells = plateau_cells_read(
        bytes.baseAddress, ends.baseAddress.map { $0 + 1 }, stride, count,
        rounding.reciprocals, columns[column] == .step ? 1 : 0, Self.missing.bitPattern,
        values.baseAddress)
      if lacksCells == 0 { return count }
    }
    for row in 0..<count where !isWide || values[row].bitPattern == Self.missing.bitPattern {
      let range = Int(ends[row * stride]) + 1..<Int(ends[row * stride + 1])
      guard let value = cell(bytes, range, column, row) else { return row }
      values[row] = value
    }
    return count
  }

  /// Reads a cell of any form.
  private mutating func cell(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ column: Int, _ row: Int
  ) -> Double? {
    var (start, end) = (range.lowerBound, range.upperBound)
    if column == columns.count - 1, end > start, bytes[end - 1] == 0x0D { end -= 1 }
    while end > start, bytes[end - 1] == 0x20 { end -= 1 }
    while start < end, bytes[start] == 0x20 { start += 1 }
    // The byte that ends a cell is never part of a number.
    let scan = NumberScan(bytes, from: start, to: bytes.count, rounding: rounding)
    guard scan.end == end, let value = scan.value else {
      return word(bytes, start..<end, column, row)
    }
    if columns[column] == .step {
      return scan.whole.map { Double(bitPattern: UInt64(bitPattern: $0)) }
    }
    if columns[column] == .wallTime {
      let isMoment = LogTime.seconds(since1970: value) != nil
      if rows + row == 0 { hasMoments = isMoment }
      guard hasMoments == isMoment else { return nil }
    }
    return value
  }

  /// Reads a cell that is not a short number: an empty one, a word for a number, a long number, or
  /// text.
  private mutating func word(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ column: Int, _ row: Int
  ) -> Double? {
    let cell = bytes[range]
    guard columns[column] == .value, column > 0, !cell.contains(0x22), !cell.contains(0x0D) else {
      return nil
    }
    let text = NumberText(Array(cell)[...], decimalComma: acceptsComma)
    if case .number(let value) = text { return value }
    firstMissing[column] = min(firstMissing[column], rows + row)
    if text == .text { firstText[column] = min(firstText[column], rows + row) }
    return Self.missing
  }
}
