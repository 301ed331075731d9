internal import CurveStore
internal import RunFiles

/// The series of a table, filled row by row or in blocks of rows.
struct TableSeries {
  /// The header of the following rows.
  private(set) var header: DelimitedHeader
  private var builder: LogBuilder
  /// The index of each column's series in the builder; nil for a column without one.
  private var series: [Int?] = []
  /// The names of the columns with cells that are text.
  private var textColumns: Set<String> = []
  private var lastEpoch: Double?
  private var numbering: EpochNumbering
  /// The epoch whose row is left out, because it was never trained to its end.
  private let brokenOff: BrokenOffEpoch?
  private let acceptsComma: Bool
  private let isOfOurRun: Bool
  private var steps: StepCount
  /// The number of rows of the attempt, which count where no column does.
  private var rowCount = 0
  /// True when a smaller epoch shows another attempt; rows of Lightning go back within one.
  private var ordersEpochs = true
  /// True when rows name their metric or their data, which makes series of their own.
  private var isDivided = false
  /// The column that the numbers of rows stand for; nil when a column counts.
  private var counted: DelimitedHeader.Column?

  /// Creates empty series.
  ///
  /// - Parameters:
  ///   - isOfOurRun: True when the table is in the folder of a run of ours.
  ///   - brokenOff: The epoch of such a run that a stop broke off.
  init(
    _ header: DelimitedHeader, isOfOurRun: Bool = false, brokenOff: BrokenOffEpoch? = nil
  ) {
    self.header = header
    self.brokenOff = brokenOff
    self.isOfOurRun = isOfOurRun
    numbering = EpochNumbering(isOfOurRun: isOfOurRun && header.format == .kerasCSV)
    steps = StepCount(isOfBatches: header.columns.contains(.batch))
    acceptsComma = header.separator != 0x2C
    builder = LogBuilder(header.format)
    _ = builder.run()
    makeSeries()
  }

  private mutating func makeSeries() {
    let isYOLO = header.format == .ultralyticsCSV || header.format == .yolov5CSV
    ordersEpochs = header.format != .lightningCSV
    counted = header.counted
    isDivided = header.columns.contains { $0 == .split || $0 == .name }
    series = []
    for (name, column) in zip(header.names, header.columns) {
      // The `time` of Ultralytics and fastai is a duration, which has a series.
      let isValue = column == .value || column == .wallTime && name.lowercased() == "time"
      let split: LogSeries.Split? = isYOLO && name.hasPrefix("metrics/") ? .validation : nil
      series.append(isValue && !isDivided ? builder.series(name, split: split) : nil)
    }
  }

  /// Continues with the columns of another header.
  mutating func change(to other: DelimitedHeader) {
    header = other
    makeSeries()
  }

  /// Starts another attempt.
  mutating func beginAttempt() {
    builder.beginSegment(run: 0)
    rowCount = 0
    lastEpoch = nil
  }

  /// Leaves a gap before the following rows.
  mutating func skipAhead() {
    builder.beginSegments()
    lastEpoch = nil
  }

  /// Adds a note.
  mutating func note(_ note: LogNote) { builder.note(note) }

  /// The contents so far.
  var contents: LogContents {
    var builder = builder
    for name in textColumns.sorted() {
      builder.note(LogNote(.skipped, "\(name): some cells are not numbers"))
    }
    if counted != nil, !builder.isEmpty {
      builder.note(LogNote(.remark, "no column of epochs or steps: the rows are counted"))
      builder.edit(run: 0) { $0.countsRows = true }
    }
    var contents = builder.contents()
    // Many scripts write tables like Keras's, but count from 1.
    if contents.format == .kerasCSV, !isOfOurRun, contents.runs.first?.epochBase == 1 {
      contents.format = .delimited
    }
    return contents
  }

  private func beginsAgain(_ epoch: Double) -> Bool {
    ordersEpochs && lastEpoch.map { epoch < $0 } ?? false
  }

  /// Starts another attempt where epochs begin again without a header.
  private mutating func noteAttempt(_ epoch: Double?, line: Int) {
    guard let epoch else { return }
    defer { lastEpoch = epoch }
    guard beginsAgain(epoch) else { return }
    builder.note(
      LogNote(.remark, line: line, "epochs begin again: another attempt was appended"))
    builder.beginSegment(run: 0)
  }

  // MARK: Rows

  /// Adds a row.
  mutating func add(_ cells: [Range<Int>], of rows: DelimitedRows) {
    var point = LogPoint(value: 0)
    var batch: (Double, Double)?
    var split: LogSeries.Split?
    var metric: String?
    let count = min(cells.count, header.columns.count)
    for index in 0..<count where header.columns[index] != .value {
      let cell = rows.unquoted(cells[index])
      switch header.columns[index] {
      case .step: point.step = DelimitedCell.whole(cell) ?? DelimitedCell.whole(number(cell).value)
      case .epoch: point.epoch = DelimitedCell.part(cell)?.0 ?? number(cell).value
      case .batch:
        batch = DelimitedCell.part(cell)
        point.step = batch == nil ? DelimitedCell.whole(number(cell).value) : nil
      case .wallTime: point.wallTime = DelimitedCell.moment(cell)
      case .name: metric = DelimitedCell.name(cell)
      case .split: split = SplitWords.split(ofWord: cell)
      case .value, .index: break
      }
    }
    let epoch = point.epoch
    point.epoch = epoch.flatMap { $0.isFinite ? numbering.number($0) : nil }
    if let brokenOff, epoch == Double(brokenOff.epoch) {
      builder.addMessage(brokenOff.words + "; its row does not count", epoch: point.epoch)
      return
    }
    if let batch, let epoch = point.epoch {
      point.step = DelimitedCell.whole((epoch - 1) * batch.1 + batch.0)
    } else if ordersEpochs, let epoch = point.epoch, let step = point.step {
      point.step = steps.number(step, epoch: epoch)
    }
    rowCount += 1
    if counted == .epoch { point.epoch = Double(rowCount) }
    if counted == .step { point.step = Int64(rowCount) }
    noteAttempt(point.epoch, line: rows.line)
    let series = isDivided ? self.series(of: metric, split) : self.series
    for index in 0..<count {
      guard let series = series[index] else { continue }
      addValue(rows.unquoted(cells[index]), of: index, at: point, to: series)
    }
  }

  /// The series of a row that names its metric or its data, by columns.
  private mutating func series(of metric: String?, _ split: LogSeries.Split?) -> [Int?] {
    zip(header.names, header.columns).map { name, column in
      guard column == .value else { return nil }
      let full = metric.map { name.lowercased() == "value" ? $0 : "\($0)/\(name)" }
      return builder.series(full ?? name, split: split)
    }
  }

  private mutating func addValue(
    _ cell: ArraySlice<UInt8>, of column: Int, at point: LogPoint, to series: Int
  ) {
    var point = point
    if header.columns[column] == .wallTime {
      guard point.wallTime == nil,
        let value = number(cell).value ?? LogTime.duration(DelimitedCell.text(cell))
      else { return }
      point.value = value
      builder.append(point, to: series)
      return
    }
    switch number(cell) {
    case .number(let value):
      point.value = value
      builder.append(point, to: series)
    case .missing: break
    case .text: textColumns.insert(header.names[column])
    }
  }

  private func number(_ cell: ArraySlice<UInt8>) -> NumberText {
    NumberText(cell, decimalComma: acceptsComma)
  }

  // MARK: Blocks of rows

  /// Rows of a block that belong to one attempt.
  private struct Part: Sendable {
    var block: TableBlock
    var range: Range<Int>
    var rows: PointRows
  }

  /// Adds blocks of rows.
  ///
  /// - Parameter lines: The number of lines before them; theirs are added.
  mutating func add(_ blocks: ArraySlice<TableBlock>, lines: inout Int) {
    var parts: [Part] = []
    for block in blocks {
      let coordinates = coordinates(of: block)
      var start = 0
      while start < block.rows {
        if let first = coordinates.epochs.dropFirst(start).first, beginsAgain(first) {
          append(parts)
          parts = []
        }
        let end = endOfAttempt(
          coordinates.epochs, from: start, count: block.rows, line: lines + 1)
        var rows = coordinates.part(start..<end)
        rows.checkOrder()
        parts.append(Part(block: block, range: start..<end, rows: rows))
        lines += end - start
        start = end
      }
    }
    append(parts)
  }

  /// The steps, epochs and times of a block.
  private mutating func coordinates(of block: TableBlock) -> PointRows {
    var coordinates = PointRows(count: block.rows)
    for (index, column) in header.columns.enumerated() {
      let cells = block.values[block.column(index)]
      switch column {
      case .step: coordinates.steps = block.steps(index)[...]
      case .epoch: coordinates.epochs = numbering.numbers(cells)
      case .wallTime where block.hasMoments:
        coordinates.wallTimes = cells.compactMap { LogTime.seconds(since1970: $0) }[...]
      case .wallTime, .batch, .split, .name, .index, .value: break
      }
      if block.hasText(index) { textColumns.insert(header.names[index]) }
    }
    if let batches = header.columns.firstIndex(of: .batch) {
      coordinates.steps =
        block.values[block.column(batches)]
        .map { Int64(exactly: $0) ?? 0 }[...]
    }
    if ordersEpochs, !coordinates.steps.isEmpty, !coordinates.epochs.isEmpty {
      coordinates.steps = steps.numbers(coordinates.steps, epochs: coordinates.epochs)
    }
    let rows = rowCount + 1...rowCount + max(1, block.rows)
    if counted == .epoch { coordinates.epochs = rows.prefix(block.rows).map(Double.init)[...] }
    if counted == .step { coordinates.steps = rows.prefix(block.rows).map(Int64.init)[...] }
    rowCount += block.rows
    return coordinates
  }

  /// Adds rows to all series, to several at a time.
  private mutating func append(_ parts: [Part]) {
    let timeColumn = header.columns.firstIndex(of: .wallTime)
    let columns = series.indices.filter { series[$0] != nil }
    builder.append(to: columns.compactMap { series[$0] }) { index, series, shared in
      let column = columns[index]
      for part in parts {
        // Durations have a series, moments have none.
        if column == timeColumn, !part.rows.wallTimes.isEmpty { continue }
        let base = part.block.column(column).lowerBound
        series.append(
          part.block.values[base + part.range.lowerBound..<base + part.range.upperBound],
          at: part.rows, missing: part.block.hasMissing(column) ? TableBlock.missing : nil,
          sharing: shared)
      }
    }
  }

  /// Starts an attempt where epochs begin again.
  ///
  /// - Returns: The index of the row at which the next attempt starts, or the number of rows.
  private mutating func endOfAttempt(
    _ epochs: ArraySlice<Double>, from start: Int, count: Int, line: Int
  ) -> Int {
    guard !epochs.isEmpty else { return count }
    noteAttempt(epochs[epochs.startIndex + start], line: line)
    guard ordersEpochs else { return count }
    let rest = epochs[(epochs.startIndex + start)...]
    var last = rest[rest.startIndex]
    let back = rest.firstIndex { epoch in
      defer { last = epoch }
      return epoch < last
    }
    lastEpoch = epochs[(back ?? epochs.endIndex) - 1]
    return back.map { $0 - epochs.startIndex } ?? count
  }
}
