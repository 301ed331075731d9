internal import CurveStore

/// Reads delimited text with a header: the CSV files of Keras, Ultralytics, Lightning and many others.
struct DelimitedReader: LogStream {
  private var header: DelimitedHeader
  private var builder: LogBuilder
  private var series: [Int?] = []
  private let acceptsComma: Bool
  private var texts: Set<String> = []
  /// The header's cells as they stand in the file; empty before it was read.
  private var first: [String] = []
  private var lastEpoch: Double?
  private var numbering: EpochNumbering
  /// An epoch whose row is read over: it was never trained to its end.
  private let brokenOff: BrokenOffEpoch?
  private var rowsBefore: Int
  private var lines = 0
  private var cells: [Range<Int>] = []
  private var table: TableParts
  /// Whether rows of plain numbers are read in blocks; the result is the same.
  var usesBlocks = true

  /// Makes a reader.
  ///
  /// - Parameters:
  ///   - isOfOurRun: whether the table lies in the folder of a run of ours.
  ///   - brokenOff: an epoch of such a run that a stop broke off.
  init(_ header: DelimitedHeader, isOfOurRun: Bool = false, brokenOff: BrokenOffEpoch? = nil) {
    self.brokenOff = brokenOff
    // Rows are looked at one by one where one of them is to be left out.
    usesBlocks = brokenOff == nil
    self.header = header
    numbering = EpochNumbering(isOfOurRun: isOfOurRun && header.format == .kerasCSV)
    table = TableParts(header)
    builder = LogBuilder(header.format)
    acceptsComma = header.separator != 0x2C
    rowsBefore = header.rowsBefore
    if header.isComment { first = header.names }
    _ = builder.run()
    makeSeries()
  }

  private mutating func makeSeries() {
    let isYOLO = header.format == .ultralyticsCSV || header.format == .yolov5CSV
    series = []
    for (name, column) in zip(header.names, header.columns) {
      // Ultralytics' and fastai's `time` is a duration: a curve of its own.
      let isValue = column == .value || column == .wallTime && name.lowercased() == "time"
      let split: LogSeries.Split? = isYOLO && name.hasPrefix("metrics/") ? .validation : nil
      series.append(isValue ? builder.series(name, split: split) : nil)
    }
  }

  mutating func take(_ window: LogWindow) -> Int {
    var place = window.start
    // Rows of plain numbers are read in blocks as long as there are such.
    let lastEnd = window.bytes[place...].lastIndex(of: 0x0A) ?? place
    var (slowRows, nextTry) = (0, 0)
    while true {
      if usesBlocks, !first.isEmpty, header.separator != 0x20, place < lastEnd, slowRows >= nextTry
      {
        let before = place
        place = takeBlocks(window.bytes, from: place, to: lastEnd + 1)
        (slowRows, nextTry) = (0, place == before ? min(64, nextTry * 2 + 1) : 0)
      }
      let rest = LogWindow(
        window.bytes, start: place, offset: window.position(of: place), isEnd: window.isEnd,
        isQuiet: window.isQuiet)
      var rows = DelimitedRows(rest, separator: header.separator, line: lines)
      let hasRow = rows.next(into: &cells)
      if hasRow {
        if rowsBefore > 0 {
          rowsBefore -= 1
        } else if first.isEmpty {
          first = cells.map { rows.text($0) }
        } else if !takeHeader(rows) {
          takeRow(rows, isQuiet: window.isQuiet)
        }
      }
      lines = rows.line
      place += rows.used
      slowRows += 1
      if !hasRow { return place - window.start }
    }
  }

  private mutating func takeBlocks(_ bytes: [UInt8], from start: Int, to limit: Int) -> Int {
    var place = start
    while place < limit {
      let read = bytes.withUnsafeBufferPointer { table.read($0, from: place, to: limit) }
      takeBlocks(read.count)
      if read.end == place { break }
      place = read.end
    }
    return place
  }

  private mutating func takeRow(_ rows: DelimitedRows, isQuiet: Bool) {
    // A row with all its cells is whole once nobody writes any more.
    if !rows.isTerminated, !isQuiet || cells.count < header.names.count { dropCutCell(rows) }
    if cells.count != header.names.count {
      builder.note(
        LogNote(
          rows.isTerminated ? .damaged : .remark, line: rows.line,
          "\(cells.count) cells where the header has \(header.names.count); "
            + "the cells that both have are read"))
    }
    readRow(rows)
  }

  mutating func skip() -> Bool {
    builder.beginSegments()
    lastEpoch = nil
    return !first.isEmpty
  }

  func contents(path: String) -> LogContents {
    var builder = builder
    for name in texts.sorted() {
      builder.note(LogNote(.skipped, "\(name): some cells are no numbers"))
    }
    return builder.contents()
  }

  /// Takes a header within the file: the same again, or another one.
  private mutating func takeHeader(_ rows: DelimitedRows) -> Bool {
    guard rows.isTerminated, let place = cells.first,
      NumberText(rows.unquoted(place)).value == nil
    else { return false }
    if cells.count == first.count, isHeader(rows) {
      builder.note(
        LogNote(.remark, line: rows.line, "the header again: another attempt was appended"))
    } else {
      let names = cells.map { rows.text($0) }
      let other = DelimitedHeader(names, separator: header.separator)
      guard names.allSatisfy({ NumberText(Array($0.utf8)[...]) == .text }),
        other.columns.contains(.epoch) || other.columns.contains(.step)
      else { return false }
      builder.note(LogNote(.remark, line: rows.line, "another header: other columns from here on"))
      (header, first, table) = (other, names, TableParts(other))
      makeSeries()
    }
    builder.beginSegment(run: 0)
    lastEpoch = nil
    return true
  }

  private func isHeader(_ rows: DelimitedRows) -> Bool {
    guard let place = cells.first, rows.text(place) == first.first else { return false }
    return zip(cells, first).allSatisfy { rows.text($0) == $1 }
  }

  /// The last cell of a line without an end may be a part of its number.
  private mutating func dropCutCell(_ rows: DelimitedRows) {
    guard cells.count > 0 else { return }
    cells.removeLast()
    builder.note(
      LogNote(
        .damaged, line: rows.line, offset: rows.start,
        "no line end: the last cell may be cut off and is left out"))
  }

  private mutating func readRow(_ rows: DelimitedRows) {
    var point = LogPoint(value: 0)
    var batch: (Double, Double)?
    let count = min(cells.count, header.columns.count)
    for index in 0..<count where header.columns[index] != .value {
      let cell = rows.unquoted(cells[index])
      switch header.columns[index] {
      case .step: point.step = DelimitedCell.whole(cell) ?? DelimitedCell.whole(number(cell).value)
      case .epoch: point.epoch = DelimitedCell.part(cell)?.0 ?? number(cell).value
      case .batch: batch = DelimitedCell.part(cell)
      case .wallTime: point.wallTime = DelimitedCell.moment(cell)
      case .value, .index: break
      }
    }
    let epoch = point.epoch
    point.epoch = epoch.flatMap { $0.isFinite ? numbering.number($0) : nil }
    if let brokenOff, epoch == Double(brokenOff.epoch) {
      builder.say(brokenOff.words + "; its row does not count", epoch: point.epoch)
      return
    }
    if let batch, let epoch = point.epoch {
      point.step = DelimitedCell.whole((epoch - 1) * batch.1 + batch.0)
    }
    noteAttempt(point.epoch, line: rows.line)
    for index in 0..<count {
      guard let series = series[index] else { continue }
      let cell = rows.unquoted(cells[index])
      if header.columns[index] == .wallTime {
        guard point.wallTime == nil else { continue }
        if let value = number(cell).value ?? LogTime.duration(DelimitedCell.text(cell)) {
          point.value = value
          builder.append(point, to: series)
        }
        continue
      }
      switch number(cell) {
      case .number(let value):
        point.value = value
        builder.append(point, to: series)
      case .missing: break
      case .text: texts.insert(header.names[index])
      }
    }
  }

  private func beginsAgain(_ epoch: Double) -> Bool {
    header.format != .lightningCSV && lastEpoch.map { epoch < $0 } ?? false
  }

  /// Says where epochs begin again without a header.
  private mutating func noteAttempt(_ epoch: Double?, line: Int) {
    guard let epoch else { return }
    defer { lastEpoch = epoch }
    guard beginsAgain(epoch) else { return }
    builder.note(
      LogNote(.remark, line: line, "epochs begin again: another attempt was appended"))
    builder.beginSegment(run: 0)
  }

  private mutating func takeBlocks(_ count: Int) {
    var parts: [TableRows] = []
    for block in table.blocks[..<count] {
      var places = PointRows(count: block.rows)
      for (index, column) in header.columns.enumerated() {
        let cells = block.values[block.column(index)]
        switch column {
        case .step: places.steps = block.steps(index)[...]
        case .epoch: places.epochs = numbering.numbers(cells)
        case .wallTime where block.hasMoments:
          places.wallTimes = cells.compactMap { LogTime.seconds(since1970: $0) }[...]
        case .wallTime, .batch, .index, .value: break
        }
        if block.hasText(index) { texts.insert(header.names[index]) }
      }
      var start = 0
      while start < block.rows {
        if let first = places.epochs.dropFirst(start).first, beginsAgain(first) {
          append(parts)
          parts = []
        }
        let end = attempt(places.epochs, from: start, count: block.rows)
        var rows = places.part(start..<end)
        rows.lookAtOrder()
        parts.append(TableRows(block: block, range: start..<end, rows: rows))
        lines += end - start
        start = end
      }
    }
    append(parts)
  }

  /// Adds rows to all curves, to several at a time.
  private mutating func append(_ parts: [TableRows]) {
    let timeColumn = header.columns.firstIndex(of: .wallTime)
    let columns = series.indices.filter { series[$0] != nil }
    builder.append(to: columns.compactMap { series[$0] }) { index, curve, places in
      let column = columns[index]
      for part in parts {
        // A duration has a curve, a moment has none.
        if column == timeColumn, !part.rows.wallTimes.isEmpty { continue }
        let base = part.block.column(column).lowerBound
        curve.append(
          part.block.values[base + part.range.lowerBound..<base + part.range.upperBound],
          at: part.rows, missing: part.block.hasMissing(column) ? TableBlock.missing : nil,
          sharing: places)
      }
    }
  }

  /// Begins an attempt where epochs begin again.
  ///
  /// - Returns: where the next one begins.
  private mutating func attempt(_ epochs: ArraySlice<Double>, from start: Int, count: Int) -> Int {
    guard !epochs.isEmpty else { return count }
    noteAttempt(epochs[epochs.startIndex + start], line: lines + 1)
    guard header.format != .lightningCSV else { return count }
    let rest = epochs[(epochs.startIndex + start)...]
    var last = rest[rest.startIndex]
    let back = rest.firstIndex { epoch in
      defer { last = epoch }
      return epoch < last
    }
    lastEpoch = epochs[(back ?? epochs.endIndex) - 1]
    return back.map { $0 - epochs.startIndex } ?? count
  }

  private func number(_ cell: ArraySlice<UInt8>) -> NumberText {
    NumberText(cell, decimalComma: acceptsComma)
  }
}

/// Some rows of a block that lie in one attempt.
private struct TableRows: Sendable {
  var block: TableBlock
  var range: Range<Int>
  var rows: PointRows
}
