public import RunModel
internal import SystemFiles

/// Writes each epoch's logs as a row of a CSV file: Keras 3.15's `CSVLogger`, to the byte.
///
/// The columns are those of the first epoch, sorted; when none begins with `val_`, one with `val_`
/// before the name is added for each. Rows end in CRLF, as Python's `csv` writes them; a value that
/// is missing is `NA`. Each row is flushed.
///
///     CSVLogger(path: "log.csv")
public final class CSVLogger: ConfigurableCallback {
  private var path: String
  private var dialect: CSVDialect
  private var hasOneSeparator = true
  private var appends: Bool
  private var file: RowFile?
  private var columns: [String]?
  private var writesHeader = true
  private var rows = 0
  private var hasWarned = false
  /// The earlier epochs and the way to warn, while the memory of a resume is set.
  private var recorded: [EpochSummary] = []
  private var warn: (String) -> Void = { _ in }

  /// Creates the callback.
  ///
  /// - Parameters:
  ///   - path: The file; its folder must be there.
  ///   - separator: The text between two values.
  ///   - append: True keeps the file's content and writes a header only into an empty file.
  public init(path: String, separator: Unicode.Scalar = ",", append: Bool = false) {
    self.path = path
    dialect = CSVDialect(separator: separator)
    appends = append
  }

  public func onTrainBegin(logs: inout Logs, training: TrainingContext) throws {
    // A resumed run keeps its rows, whatever `append` says.
    let keepsRows = appends || training.isResumed
    writesHeader = !keepsRows || RowFile.isMissingOrEmpty(path)
    columns = nil
    rows = 0
    hasWarned = false
    recorded = training.recorded
    warn = { [weak self, weak training] text in
      if let self { training?.warn(text, from: self) }
    }
    file = try RowFile(path: path, keepsRows: keepsRows)
  }

  public func onEpochEnd(epoch: Int, logs: inout Logs, training: TrainingContext) throws {
    recorded = []
    // A row says nothing of the batches that an epoch lacks, and a resumed run trains it again.
    if training.isBrokenOff { return }
    var text = ""
    let columns = self.columns ?? Self.columns(of: logs)
    if self.columns == nil, writesHeader { text += dialect.row(["epoch"] + columns) }
    self.columns = columns
    text += row(epoch, logs, columns)
    try write(text, count: 1, training)
    rows += 1
  }

  public func onTrainEnd(logs: inout Logs, training: TrainingContext) throws {
    try write("", training)
    if file?.waitingCount == 0 { file = nil }
    recorded = []
  }

  public func writeWaiting(_ training: TrainingContext) throws -> String? {
    guard let file, file.waitingCount > 0 else { return nil }
    do throws(FileError) {
      try file.append("")
      return nil
    } catch {
      guard error.isLackOfRoom else { throw CallbackError(error) }
      let count = file.waitingCount
      return "\(error); the last \(count == 1 ? "row is" : "\(count) rows are") missing"
    }
  }

  private func row(_ epoch: Int, _ logs: Logs, _ columns: [String]) -> String {
    dialect.row(
      ["\(epoch)"]
        + columns.map { name in logs[value: name].map(CSVDialect.text(of:)) ?? "NA" })
  }

  /// Writes rows; those that do not fit on a full disk are written with later ones.
  private func write(_ text: String, count: Int = 0, _ training: TrainingContext) throws {
    do throws(FileError) {
      try file?.append(text, count: count)
      hasWarned = false
    } catch {
      guard error.isLackOfRoom else { throw CallbackError(error) }
      if !hasWarned { training.warn("\(error); rows wait until there is room", from: self) }
      hasWarned = true
    }
  }

  public static var recipeName: String { "csv_logger" }

  public var hasFixedColumns: Bool { true }

  public var state: CallbackState {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return CallbackState(
      id: Self.recipeName, name: self.name, role: .logs,
      summary: "\(rows) \(rows == 1 ? "row" : "rows") → \(name)")
  }

  public static func makeDefault() -> CSVLogger { CSVLogger(path: "log.csv") }

  public static var table: ParameterTable<CSVLogger> {
    [
      .fixed("filename", \.path, .file, "the file"),
      .fixed("separator", \.separator, .text, "one character between two values"),
      .live("append", \.appends, .boolean, "whether the file keeps its content"),
    ]
  }

  private var separator: String {
    get { String(dialect.separator) }
    set {
      hasOneSeparator = newValue.unicodeScalars.count == 1
      if let scalar = newValue.unicodeScalars.first { dialect = CSVDialect(separator: scalar) }
    }
  }

  public func checkParameters() throws(EditRefusal) {
    if !hasOneSeparator { throw EditRefusal("takes one character as its separator") }
  }

  public func placeFiles(in folder: CallbackFolder) { path = folder.file(path) }

  public func writtenPaths() throws(CallbackError) -> [WrittenPath] {
    [WrittenPath(path, .file, keepsContent: appends)]
  }

  /// The number of rows and of bytes.
  ///
  /// Rows written after the state was taken belong to epochs that are trained again, so setting the
  /// memory cuts them off. Missing rows are written again from the epochs that the run recorded.
  public var memory: CallbackMemory {
    get {
      CallbackMemory([
        "rows": .integer(rows), "bytes": LogValue(file?.count),
        "columns": .list((columns ?? []).map(LogValue.text)),
        "has_columns": .integer(columns == nil ? 0 : 1),
      ])
    }
    set {
      rows = newValue.integer("rows") ?? 0
      var known: [String]?
      if newValue.integer("has_columns") == 1,
        case .list(let names)? = newValue.values[value: "columns"]
      {
        known = names.compactMap { if case .text(let name) = $0 { name } else { nil } }
      }
      columns = known
      guard let file, let bytes = newValue.integer("bytes") else { return }
      if file.count < bytes { fill(file, to: bytes, known ?? []) } else { file.cut(to: bytes) }
      // A file that is gone and cannot be completed starts over with its header.
      if writesHeader, file.count == 0 { columns = nil }
    }
  }

  /// Writes the rows that a file lacks.
  private func fill(_ file: RowFile, to bytes: Int, _ columns: [String]) {
    let last = file.cutToLastRow()
    var text = file.count == 0 ? dialect.row(["epoch"] + columns) : ""
    let done = last.flatMap { Int($0.prefix(while: \.isNumber)) }
    let missing = recorded.filter { summary in done.map { summary.epoch > $0 } ?? true }
    for summary in missing { text += row(summary.epoch, summary.logs, columns) }
    let isWhole = file.count + text.utf8.count == bytes
    if isWhole || (!missing.isEmpty && !columns.isEmpty) {
      do { try file.append(text, count: missing.count) } catch {
        warn("\(error); rows wait until there is room")
      }
    }
    let words = "\(missing.count) \(missing.count == 1 ? "row" : "rows")"
    warn(
      isWhole
        ? "\(path): was cut; \(words) were written again from the run's events"
        : "\(path): was cut or changed; rows of earlier epochs may be missing or differ")
  }

  private static func columns(of logs: Logs) -> [String] {
    let names = logs.sortedByName.names
    if names.contains(where: { $0.hasPrefix("val_") }) { return names }
    return names + names.map { "val_" + $0 }
  }
}
