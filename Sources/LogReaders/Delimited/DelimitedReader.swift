internal import CurveStore
internal import RunFiles

/// A reader of delimited text with a header: the CSV files of Keras, Ultralytics, Lightning and
/// many others.
///
/// It finds the headers, rows and blocks of rows in the text; ``TableSeries`` turns their cells
/// into points.
struct DelimitedReader: RecordReader {
  private var series: TableSeries
  /// The cells of the header as written in the file; empty before it was read.
  private var headerCells: [String] = []
  /// The number of rows to skip before the header.
  private var rowsBefore: Int
  private var lines = 0
  private var cells: [Range<Int>] = []
  private var table: TableParts
  /// True when rows of plain numbers are read in blocks; the result is the same.
  var usesBlocks = true

  /// The path of a table that may be in the folder of a run of ours, until the first row is read.
  private var unexaminedPath: String?

  /// Creates a reader.
  init(_ header: DelimitedHeader) {
    series = TableSeries(header)
    table = TableParts(header)
    rowsBefore = header.rowsBefore
    if header.isGiven { headerCells = header.names }
  }

  init?(_ head: LogHead) {
    guard !head.isBlank,
      var header = DelimitedHeader(head.bytes)
        ?? (MetricReader(head) == nil ? DelimitedHeader(ofNumbers: head.bytes) : nil)
    else { return nil }
    // DVCLive's files of one metric say nothing about it, but lie in folders of its own.
    if header.separator == 0x09, head.path.contains("plots/metrics/") { header.format = .dvcLive }
    self.init(header)
    if header.format == .kerasCSV { unexaminedPath = head.path }
  }

  var traits: AnyHashable { series.header }

  /// Examines the files beside the table.
  private mutating func examineFolder() {
    guard let path = unexaminedPath else { return }
    unexaminedPath = nil
    guard PlateauReader.hasEvents(beside: path) else { return }
    let brokenOff = BrokenOffEpoch(beside: path)
    series = TableSeries(series.header, isOfOurRun: true, brokenOff: brokenOff)
    // A row can only be left out when rows are read one by one.
    usesBlocks = brokenOff == nil
  }

  mutating func read(_ window: LogWindow) -> Int {
    examineFolder()
    var index = window.start
    // Rows of plain numbers are read in blocks as long as there are any.
    let lastEnd = window.bytes[index...].lastIndex(of: 0x0A) ?? index
    var (slowRows, nextTry) = (0, 0)
    while true {
      if usesBlocks, !headerCells.isEmpty, series.header.separator != 0x20, index < lastEnd,
        slowRows >= nextTry
      {
        let before = index
        index = readBlocks(window.bytes, from: index, to: lastEnd + 1)
        (slowRows, nextTry) = (0, index == before ? min(64, nextTry * 2 + 1) : 0)
      }
      let (used, hasRow) = readNextRow(window, from: index)
      index += used
      slowRows += 1
      if !hasRow { return index - window.start }
    }
  }

  mutating func skipAhead() -> Bool {
    series.skipAhead()
    return !headerCells.isEmpty
  }

  func contents(path: String) -> LogContents { series.contents }

  /// Reads blocks of rows up to the first row that is not plain.
  ///
  /// - Returns: The index of that row, or of the limit.
  private mutating func readBlocks(_ bytes: [UInt8], from start: Int, to limit: Int) -> Int {
    var index = start
    while index < limit {
      let read = bytes.withUnsafeBufferPointer { table.read($0, from: index, to: limit) }
      series.add(table.blocks[..<read.count], lines: &lines)
      if read.end == index { break }
      index = read.end
    }
    return index
  }

  /// Reads the next row of any form.
  ///
  /// - Returns: The number of bytes that were used, and false when there was no row.
  private mutating func readNextRow(
    _ window: LogWindow, from index: Int
  ) -> (used: Int, hasRow: Bool) {
    let rest = LogWindow(
      window.bytes, start: index, offset: window.offset(of: index), isEnd: window.isEnd,
      isQuiet: window.isQuiet)
    var rows = DelimitedRows(rest, separator: series.header.separator, line: lines)
    let hasRow = rows.next(into: &cells)
    if hasRow {
      if rowsBefore > 0 {
        rowsBefore -= 1
      } else if headerCells.isEmpty {
        headerCells = cells.map { rows.text($0) }
      } else if !readHeader(rows) {
        readRow(rows, isQuiet: window.isQuiet)
      }
    }
    lines = rows.line
    return (rows.used, hasRow)
  }

  private mutating func readRow(_ rows: DelimitedRows, isQuiet: Bool) {
    let count = series.header.names.count
    // A row with all its cells is complete once the log is no longer written.
    if !rows.isTerminated, !isQuiet || cells.count < count { dropCutCell(rows) }
    if cells.count != count {
      series.note(
        LogNote(
          rows.isTerminated ? .damaged : .remark, line: rows.line,
          "\(cells.count) cells, but the header has \(count); only the columns that both have are read"
        ))
    }
    series.add(cells, of: rows)
  }

  /// Drops the last cell of a line without an end, which may be a part of a number.
  private mutating func dropCutCell(_ rows: DelimitedRows) {
    guard cells.count > 0 else { return }
    cells.removeLast()
    series.note(
      LogNote(
        .damaged, line: rows.line, offset: rows.start,
        "no line end: the last cell may be cut off and is left out"))
  }

  /// Reads a header within the file: the same one again, or another.
  ///
  /// - Returns: False when the row is not a header.
  private mutating func readHeader(_ rows: DelimitedRows) -> Bool {
    guard rows.isTerminated, let cell = cells.first,
      NumberText(rows.unquoted(cell)).value == nil
    else { return false }
    if cells.count == headerCells.count, isHeader(rows) {
      series.note(
        LogNote(.remark, line: rows.line, "the header again: another attempt was appended"))
    } else {
      let names = cells.map { rows.text($0) }
      let other = DelimitedHeader(names, separator: series.header.separator)
      guard names.allSatisfy({ NumberText(Array($0.utf8)[...]) == .text }),
        other.columns.contains(.epoch) || other.columns.contains(.step)
      else { return false }
      series.note(LogNote(.remark, line: rows.line, "another header: other columns from here on"))
      series.change(to: other)
      (headerCells, table) = (names, TableParts(other))
    }
    series.beginAttempt()
    return true
  }

  private func isHeader(_ rows: DelimitedRows) -> Bool {
    guard let cell = cells.first, rows.text(cell) == headerCells.first else { return false }
    return zip(cells, headerCells).allSatisfy { rows.text($0) == $1 }
  }
}
