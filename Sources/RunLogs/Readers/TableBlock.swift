/// Rows of a table whose cells are plain numbers: read at once, column by column.
///
/// What is not plain ends the block: the row is read another way.
struct TableBlock {
  /// A cell without a number; no number that is read has these bits.
  static let missing = Double(bitPattern: 0x7FF8_0000_0000_A55E)

  /// Cells that a block holds at most, if that is a row.
  private static let cells = 1 << 15

  private let separator: UInt8
  /// Whether a comma may stand before decimals.
  private let acceptsComma: Bool
  private let columns: [DelimitedHeader.Column]
  private let room: Int
  private let rounding = DecimalRounding.shared
  /// Column after column, each of `room` cells.
  private(set) var values: [Double]
  /// Which columns have cells without a number.
  private(set) var hasMissing: [Bool]
  /// Which columns have cells that are text.
  private(set) var hasText: [Bool]
  private(set) var rows = 0
  /// Whether the times of all rows are moments, and no durations.
  private(set) var hasMoments = false

  /// Makes a block without any room.
  init() {
    (separator, acceptsComma, columns, room) = (0, false, [], 0)
    (values, hasMissing, hasText) = ([], [], [])
  }

  /// Makes an empty block.
  ///
  /// - Parameter bytes: how many there are to be read: each cell needs two.
  init(_ header: DelimitedHeader, bytes: Int) {
    separator = header.separator
    acceptsComma = header.separator != 0x2C
    columns = header.columns
    room = max(16, min(Self.cells, bytes / 2 + 1) / max(1, columns.count))
    values = [Double](repeating: 0, count: room * columns.count)
    hasMissing = [Bool](repeating: false, count: columns.count)
    hasText = hasMissing
  }

  /// The cells of a column.
  func column(_ index: Int) -> Range<Int> { index * room..<index * room + rows }

  /// The steps of the rows, exact beyond 2⁵³.
  ///
  /// - Parameter column: the one of steps, which stand in `values` with their bits.
  /// - Complexity: O(`rows`).
  func steps(_ column: Int) -> [Int64] {
    values[self.column(column)].map { Int64(bitPattern: $0.bitPattern) }
  }

  /// Whether no more rows fit.
  var isFull: Bool { rows == room }

  mutating func removeAll() {
    rows = 0
    for index in columns.indices { (hasMissing[index], hasText[index]) = (false, false) }
  }

  /// Reads rows until one is not plain, or the block is full.
  ///
  /// - Parameters:
  ///   - bytes: where the rows are.
  ///   - start: where the first begins.
  ///   - limit: where the last has ended: behind a line feed.
  /// - Returns: where the first row begins that was not read.
  /// - Complexity: O(bytes).
  mutating func read(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to limit: Int
  ) -> Int {
    var place = start
    let (room, count) = (room, columns.count)
    // Taken out, so that no other access to the block meets this one.
    var values: [Double] = []
    swap(&values, &self.values)
    defer { swap(&values, &self.values) }
    return values.withUnsafeMutableBufferPointer { values in
      while place < limit, rows < room {
        var index = place
        for column in 0..<count {
          guard
            let value = cell(bytes, &index, limit, column, isLast: column == count - 1)
          else { return place }
          values[column * room + rows] = value
        }
        place = index
        rows += 1
      }
      return place
    }
  }

  /// Reads a cell and passes what is behind it.
  @inline(__always)
  private mutating func cell(
    _ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ limit: Int, _ column: Int,
    isLast: Bool
  ) -> Double? {
    var start = index
    while bytes[start] == 0x20 { start += 1 }
    let scan = NumberScan(bytes, from: start, to: limit, rounding: rounding)
    var end = scan.end
    // The last byte before the limit is a line feed, where every loop stops.
    while bytes[end] == 0x20 { end += 1 }
    if let value = scan.value, isOver(bytes, &end, limit, isLast) {
      if columns[column] == .step {
        guard let whole = scan.whole else { return nil }
        index = end
        return Double(bitPattern: UInt64(bitPattern: whole))
      } else if columns[column] == .wallTime {
        let isMoment = LogTime.seconds(since1970: value) != nil
        if rows == 0 { hasMoments = isMoment }
        guard hasMoments == isMoment else { return nil }
      }
      index = end
      return value
    }
    return word(bytes, &index, limit, column, isLast)
  }

  /// Passes a separator or a line's end, if there is one.
  @inline(__always)
  private func isOver(
    _ bytes: UnsafeBufferPointer<UInt8>, _ end: inout Int, _ limit: Int, _ isLast: Bool
  ) -> Bool {
    if !isLast {
      guard bytes[end] == separator else { return false }
      end += 1
      return true
    }
    if bytes[end] == 0x0D { end += 1 }
    guard end < limit, bytes[end] == 0x0A else { return false }
    end += 1
    return true
  }

  /// A cell that is no short number: none, a word for one, a long number, or text.
  private mutating func word(
    _ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ limit: Int, _ column: Int,
    _ isLast: Bool
  ) -> Double? {
    var end = index
    while bytes[end] != separator, bytes[end] != 0x0A, bytes[end] != 0x0D {
      if bytes[end] == 0x22 { return nil }
      end += 1
    }
    let text = NumberText(Array(bytes[index..<end])[...], decimalComma: acceptsComma)
    guard isOver(bytes, &end, limit, isLast), columns[column] == .value, column > 0 else {
      return nil
    }
    index = end
    switch text {
    case .number(let value): return value
    case .missing: hasMissing[column] = true
    case .text: (hasMissing[column], hasText[column]) = (true, true)
    }
    return Self.missing
  }
}
