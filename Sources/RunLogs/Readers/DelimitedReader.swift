/// Reads delimited text with a header: the CSV files of Keras, Ultralytics, Lightning and many others.
struct DelimitedReader {
  private var rows: DelimitedRows
  private let header: DelimitedHeader
  private var builder: LogBuilder
  private var series: [Int?]
  private let acceptsComma: Bool
  private var texts: [Bool]
  private var lastEpoch: Double?
  private var isAttemptTold = false

  /// Reads all rows.
  ///
  /// - Complexity: O(bytes).
  static func read(_ text: LogText, _ header: DelimitedHeader) -> LogContents {
    var reader = DelimitedReader(text, header)
    reader.readRows()
    return reader.builder.contents()
  }

  private init(_ text: LogText, _ header: DelimitedHeader) {
    rows = DelimitedRows(text.bytes, separator: header.separator)
    self.header = header
    var builder = LogBuilder(header.format)
    text.notes.forEach { builder.note($0) }
    let run = builder.run()
    acceptsComma = header.separator != 0x2C
    texts = header.names.map { _ in false }
    let isYOLO = header.format == .ultralyticsCSV || header.format == .yolov5CSV
    series = zip(header.names, header.columns).map { name, column in
      // Ultralytics' and fastai's `time` is a duration: a curve of its own.
      guard column == .value || column == .wallTime && name.lowercased() == "time" else {
        return nil
      }
      let split: LogSeries.Split? = isYOLO && name.hasPrefix("metrics/") ? .validation : nil
      return builder.series(name, run: run, split: split)
    }
    self.builder = builder
  }

  private mutating func readRows() {
    var cells: [Range<Int>] = []
    _ = rows.next(into: &cells)
    let first = cells.map { rows.text($0) }
    while rows.next(into: &cells) {
      if cells.count == first.count, isHeader(cells, first) {
        builder.note(
          LogNote(.remark, line: rows.line, "the header again: another attempt was appended"))
        builder.beginSegment(run: 0)
        lastEpoch = nil
        continue
      }
      if !rows.isTerminated { dropCutCell(&cells) }
      if cells.count != header.names.count {
        builder.note(
          LogNote(
            rows.isTerminated ? .damaged : .remark, line: rows.line,
            "\(cells.count) cells where the header has \(header.names.count); "
              + "the cells that both have are read"))
      }
      readRow(cells)
    }
    for (index, isText) in texts.enumerated() where isText && series[index] != nil {
      builder.note(LogNote(.skipped, "\(header.names[index]): some cells are no numbers"))
    }
  }

  private func isHeader(_ cells: [Range<Int>], _ first: [String]) -> Bool {
    guard let place = cells.first, rows.text(place) == first.first else { return false }
    return zip(cells, first).allSatisfy { rows.text($0) == $1 }
  }

  /// The last cell of a line without an end may be a part of its number.
  private mutating func dropCutCell(_ cells: inout [Range<Int>]) {
    guard cells.count > 0 else { return }
    cells.removeLast()
    builder.note(
      LogNote(
        .damaged, line: rows.line, offset: rows.start,
        "no line end: the last cell may be cut off and is left out"))
  }

  private mutating func readRow(_ cells: [Range<Int>]) {
    var point = LogPoint(value: 0)
    var batch: (Double, Double)?
    let count = min(cells.count, header.columns.count)
    for index in 0..<count where header.columns[index] != .value {
      let cell = rows.unquoted(cells[index])
      switch header.columns[index] {
      case .step: point.step = Self.whole(number(cell).value)
      case .epoch: point.epoch = Self.part(cell)?.0 ?? number(cell).value
      case .batch: batch = Self.part(cell)
      case .wallTime: point.wallTime = Self.moment(cell)
      case .value: break
      }
    }
    if let epoch = point.epoch, !epoch.isFinite { point.epoch = nil }
    if let batch, let epoch = point.epoch {
      point.step = Self.whole((epoch - 1) * batch.1 + batch.0)
    }
    noteAttempt(point.epoch)
    for index in 0..<count {
      guard let series = series[index] else { continue }
      let cell = rows.unquoted(cells[index])
      if header.columns[index] == .wallTime {
        guard point.wallTime == nil else { continue }
        if let value = number(cell).value ?? LogTime.duration(Self.text(cell)) {
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
      case .text: texts[index] = true
      }
    }
  }

  /// Says where epochs begin again without a header.
  private mutating func noteAttempt(_ epoch: Double?) {
    guard let epoch else { return }
    defer { lastEpoch = epoch }
    guard let lastEpoch, epoch < lastEpoch, header.format != .lightningCSV else { return }
    builder.note(
      LogNote(.remark, line: rows.line, "epochs begin again: another attempt was appended"))
    builder.beginSegment(run: 0)
  }

  private func number(_ cell: ArraySlice<UInt8>) -> NumberText {
    NumberText(cell, decimalComma: acceptsComma)
  }

  private static func text(_ cell: ArraySlice<UInt8>) -> Substring {
    cell.count <= 40 ? Substring(String(decoding: cell, as: UTF8.self)) : ""
  }

  static func whole(_ value: Double?) -> Int64? {
    value.flatMap { Int64(exactly: $0) }.flatMap { $0 == LogPoints.noStep ? nil : $0 }
  }

  /// `7/468` as two numbers.
  private static func part(_ cell: ArraySlice<UInt8>) -> (Double, Double)? {
    guard let slash = cell.firstIndex(of: UInt8(ascii: "/")),
      let part = NumberText(cell[..<slash]).value,
      let whole = NumberText(cell[(slash + 1)...]).value
    else { return nil }
    return (part, whole)
  }

  private static func moment(_ cell: ArraySlice<UInt8>) -> Double? {
    if let value = NumberText(cell).value { return LogTime.seconds(since1970: value) }
    return LogTime.seconds(iso: text(cell))
  }
}
