public import RunModel

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Writes each epoch's logs as a row of a CSV file: Keras 3.15's `CSVLogger`, to the byte.
///
/// The columns are those of the first epoch, sorted; when none begins with `val_`, one with `val_`
/// before the name is added for each. Rows end in CRLF, as Python's `csv` writes them; a value that is
/// missing is `NA`. Each row is flushed.
public final class CSVLogger: Callback {
  private let path: String
  private let dialect: CSVDialect
  private var appends: Bool
  private var file: UnsafeMutablePointer<FILE>?
  private var columns: [String]?
  private var writesHeader = true
  private var rows = 0
  private var lacksRows = false

  /// Makes the callback.
  ///
  /// - Parameters:
  ///   - path: the file; its folder must be there.
  ///   - separator: what stands between two values.
  ///   - append: keep what the file holds; then a header is only written into an empty file.
  public init(path: String, separator: Unicode.Scalar = ",", append: Bool = false) {
    self.path = path
    dialect = CSVDialect(separator: separator)
    appends = append
  }

  deinit { if let file { fclose(file) } }

  public func onTrainBegin(logs: inout Logs, training: TrainingContext) throws {
    if let file { fclose(file) }
    // A run that goes on after an interruption keeps its rows, whatever `append` says.
    let keepsRows = appends || training.isResumed
    writesHeader = !keepsRows || Self.isFirstLineEmpty(path)
    columns = nil
    rows = 0
    file = fopen(path, keepsRows ? "ae" : "we")
    if file == nil { throw CallbackError("\(path): cannot be written: \(Self.reason)") }
  }

  public func onEpochEnd(epoch: Int, logs: inout Logs, training: TrainingContext) throws {
    if lacksRows {
      training.warn(
        "\(path): rows of earlier epochs are missing; what follows is added", from: self)
      lacksRows = false
    }
    var text = ""
    let columns = self.columns ?? Self.columns(of: logs)
    if self.columns == nil, writesHeader { text += dialect.row(["epoch"] + columns) }
    self.columns = columns
    text += dialect.row(
      ["\(epoch)"]
        + columns.map { name in logs[value: name].map(CSVDialect.text(of:)) ?? "NA" })
    guard let file, fputs(text, file) >= 0, fflush(file) == 0 else {
      throw CallbackError("\(path): cannot be written: \(Self.reason)")
    }
    rows += 1
  }

  public func onTrainEnd(logs: inout Logs, training: TrainingContext) throws {
    if let file { fclose(file) }
    file = nil
  }

  public static var recipeName: String { "csv_logger" }

  public var state: CallbackState {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return CallbackState(
      id: Self.recipeName, name: self.name,
      summary: "\(rows) \(rows == 1 ? "row" : "rows") → \(name)")
  }

  public var parameters: [Parameter] { [.boolean("append", self, \.appends)] }

  /// Rows that were written after the state was taken belong to epochs that are trained again: setting
  /// the memory cuts them off.
  public var memory: CallbackMemory {
    get {
      CallbackMemory([
        "rows": .integer(rows), "bytes": LogValue(size),
        "columns": .list((columns ?? []).map(LogValue.text)),
        "has_columns": .integer(columns == nil ? 0 : 1),
      ])
    }
    set {
      rows = newValue.integer("rows") ?? 0
      // A file that is gone begins anew, with its header.
      if newValue.integer("has_columns") == 1, !writesHeader,
        case .list(let names)? = newValue.values[value: "columns"]
      {
        columns = names.compactMap { if case .text(let name) = $0 { name } else { nil } }
      }
      guard let file, let size, let bytes = newValue.integer("bytes") else { return }
      if (0..<size).contains(bytes) { ftruncate(fileno(file), bytes) }
      lacksRows = size < bytes
    }
  }

  /// Bytes in the file; nil when it is not open.
  private var size: Int? {
    var status = stat()
    guard let file, fstat(fileno(file), &status) == 0 else { return nil }
    return Int(status.st_size)
  }

  private static func columns(of logs: Logs) -> [String] {
    let names = logs.sortedByName.names
    if names.contains(where: { $0.hasPrefix("val_") }) { return names }
    return names + names.map { "val_" + $0 }
  }

  /// Whether a file is missing or empty; one that holds only a line end is not, as in Keras.
  private static func isFirstLineEmpty(_ path: String) -> Bool {
    guard let file = fopen(path, "re") else { return true }
    defer { fclose(file) }
    return fgetc(file) == EOF
  }

  private static var reason: String { String(cString: strerror(errno)).lowercased() }
}
