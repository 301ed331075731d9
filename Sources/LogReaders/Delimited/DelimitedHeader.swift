internal import CurveStore
internal import RunModel

/// The header of delimited text: the separator and the kind of each column.
struct DelimitedHeader: Hashable {
  /// The kind of a column.
  enum Column: Equatable {
    /// The step.
    case step
    /// The epoch.
    case epoch
    /// The batch within an epoch, as `7` or `7/468`.
    case batch
    /// The time.
    case wallTime
    /// The data that a row was measured on, in words: `train`, `val`.
    case split
    /// The name of the metric whose value stands beside it.
    case name
    /// A number that is not a metric: the row's number, a setting.
    case index
    /// A metric.
    case value
  }

  /// The byte between cells; a blank stands for runs of blanks.
  var separator: UInt8
  /// The names of the columns, each unique.
  var names: [String]
  /// The kinds of the columns.
  var columns: [Column]
  /// The format that the names imply.
  var format: LogFormat

  /// The number of rows above it, which are titles.
  var rowsBefore = 0
  /// True when no row of names will come: they follow a `#`, which marks rows to skip, or there are
  /// none.
  var isGiven = false

  /// The column that counts for lack of an epoch and a step: the epochs of a table whose rows hold
  /// results on validation data, else steps; nil when a column counts.
  var counted: Column? {
    if columns.contains(where: { $0 == .step || $0 == .epoch }) { return nil }
    return names.contains { MetricKind($0).split == .validation } ? .epoch : .step
  }

  private static let separators: [UInt8] = [0x2C, 0x09, 0x3B, 0x7C, 0x20]
  /// The number of rows that distinguish a table from other text.
  private static let sampledRows = 20
  private static let titles = 4

  /// Finds the header in the first rows; nil when they are not those of a log.
  init?(_ bytes: [UInt8]) {
    for separator in Self.separators {
      if let header = Self.header(bytes, separator) {
        self = header
        return
      }
    }
    guard let header = Self.header(ofOneColumn: bytes) else { return nil }
    self = header
  }

  private static func header(_ bytes: [UInt8], _ separator: UInt8) -> DelimitedHeader? {
    let table = FirstRows(bytes, separator: separator, count: sampledRows + titles)
    guard let first = table.rows.first else { return nil }
    if let names = table.comment(separator), names.count == first.names.count, first.isNumeric,
      names.count > 1
    {
      var header = DelimitedHeader(names, separator: separator, sample: table.rows[...])
      header.isGiven = true
      return header
    }
    for (index, row) in table.rows.prefix(titles + 1).enumerated() {
      let rest = table.rows.dropFirst(index + 1).prefix(sampledRows)
      guard isHeader(row, rest, separator, isFirst: index == 0) else { continue }
      // A title has fewer cells than the table below it.
      guard table.rows[..<index].allSatisfy({ $0.names.count < row.names.count }) else { continue }
      var header = DelimitedHeader(row.names, separator: separator, sample: rest)
      header.rowsBefore = index
      return header
    }
    return nil
  }

  private static func isHeader(
    _ row: FirstRows.Row, _ rest: ArraySlice<FirstRows.Row>, _ separator: UInt8, isFirst: Bool
  ) -> Bool {
    let names = row.names
    guard names.count >= 2, names.count <= 100_000, row.numbers * 2 < names.count,
      row.isTerminated || separator != 0x20, !names[0].hasPrefix("{"), !names[0].hasPrefix("["),
      !row.isOutput
    else { return false }
    guard let second = rest.first else { return isFirst && separator != 0x20 }
    // Rows have the cells of their header, but for one that a last separator adds.
    guard rest.count(where: { abs($0.names.count - names.count) <= 1 }) * 2 >= rest.count else {
      return false
    }
    if separator == 0x20 {
      // Blanks also separate the words of prose and settings.
      return second.names.count == names.count && !names.contains { $0.hasSuffix(":") }
        && rest.count { $0.isNumeric && $0.numbers == $0.names.count } * 2 >= rest.count
    }
    let isTable = rest.count { $0.isNumeric || $0.names == names } * 2 >= rest.count
    if !isFirst { return isTable && second.isNumeric && second.names.count == names.count }
    return isTable
      || rest.count { $0.numbers > 0 && $0.names.count == names.count } * 2 >= rest.count
  }

  /// The header of a name with numbers below it.
  private static func header(ofOneColumn bytes: [UInt8]) -> DelimitedHeader? {
    let rows = FirstRows(bytes, separator: 0x2C, count: sampledRows).rows
    guard let first = rows.first, rows.count > 1, first.names.count == 1, first.numbers == 0,
      first.names[0].utf8.count <= 64, !first.names[0].contains(where: { " :={}".contains($0) }),
      rows.dropFirst().allSatisfy({ $0.names.count == 1 && $0.numbers == 1 })
    else { return nil }
    return DelimitedHeader(first.names, separator: 0x2C, sample: rows.dropFirst())
  }

  /// Creates the header of rows of numbers that have none; nil for other text.
  init?(ofNumbers bytes: [UInt8]) {
    for separator in Self.separators {
      let rows = FirstRows(bytes, separator: separator, count: Self.sampledRows).rows
      guard let first = rows.first, first.names.count <= 1000,
        rows.count > 2 || rows.count == 2 && first.names.count > 1 && separator != 0x20,
        rows.dropLast().allSatisfy({
          $0.numbers == first.names.count && $0.names.count == first.names.count
        }), first.names.count > 1 || separator == Self.separators.last
      else { continue }
      self.init(first.names.map { _ in "" }, separator: separator, sample: rows[...])
      isGiven = true
      return
    }
    return nil
  }

  /// Creates the header of names.
  ///
  /// - Parameter sample: The first rows below it; nil when they are not known.
  init(_ names: [String], separator: UInt8, sample: ArraySlice<FirstRows.Row>? = nil) {
    self.separator = separator
    let lower = names.map { $0.lowercased() }
    format = DelimitedFormat(lower, separator, sample).format
    columns = DelimitedColumns(lower, sample).columns
    var names = names
    // Columns of one name are distinguished by their number.
    var counts: [String: Int] = [:]
    for index in names.indices where columns[index] == .value {
      if names[index].isEmpty { names[index] = "column \(index + 1)" }
      let count = counts[names[index], default: 0] + 1
      counts[names[index]] = count
      if count > 1 { names[index] += " (\(count))" }
    }
    self.names = names
  }
}

extension LogFormat {
  static let kerasCSV = LogFormat(
    "keras-csv", "Keras CSVLogger", framework: .keras, epochBase: 0, mayCountFromOne: true,
    defaultsToTraining: true)
  static let ultralyticsCSV = LogFormat(
    "ultralytics-csv", "Ultralytics results.csv", framework: .ultralytics, epochBase: 1)
  static let yolov5CSV = LogFormat("yolov5-csv", "YOLOv5 results.csv", epochBase: 0)
  static let lightningCSV = LogFormat(
    "lightning-csv", "Lightning metrics.csv", framework: .lightning, epochBase: 0,
    writerHabit: "writes every 100 steps")
  static let fastaiCSV = LogFormat("fastai-csv", "fastai history.csv", epochBase: 0)
  static let dvcLive = LogFormat("dvclive", "DVCLive")
  static let swiftModelsCSV = LogFormat(
    "swift-models-csv", "swift-models CSVLogger", epochBase: 1, defaultsToTraining: true)
  static let tensorBoardCSV = LogFormat("tensorboard-csv", "TensorBoard's CSV export")
  static let delimited = LogFormat("delimited", "CSV or TSV")
}
