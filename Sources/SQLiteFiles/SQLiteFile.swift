internal import BareFoundation
internal import CSQLite
package import SystemFiles

/// A read-only connection to a SQLite database.
package final class SQLiteFile {
  /// A value of a row.
  package enum Value {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)

    /// The number; nil for other values.
    package var double: Double? {
      switch self {
      case .integer(let value): Double(value)
      case .real(let value): value
      default: nil
      }
    }
    /// The whole number; nil for other values.
    package var integer: Int64? { if case .integer(let value) = self { value } else { nil } }
    /// The text; nil for other values.
    package var text: String? { if case .text(let value) = self { value } else { nil } }
  }

  /// A limit on the work of a connection.
  private final class WorkLimit {
    var left: Int
    init(_ left: Int) { self.left = left }
  }

  /// The instructions of SQLite's virtual machine between two checks of the limit.
  private static let stride = 10_000
  /// The instructions allowed for any database, and those for each of its bytes; a row takes about
  /// thirty.
  private static let (leastWork, workPerByte) = (20_000_000, 4)

  private var handle: OpaquePointer?
  private let path: String
  private let work: WorkLimit

  /// Opens a file without creating others: a database without a write-ahead log is opened as
  /// immutable.
  ///
  /// - Throws: `FileError` with SQLite's reason.
  package init(path: String) throws(FileError) {
    self.path = path
    let ahead = FileStamp(path: path + "-wal").size
    let hasLog = ahead > 0
    let size = max(0, FileStamp(path: path).size) + max(0, ahead)
    work = WorkLimit(Self.leastWork + min(size, Int.max / 8) * Self.workPerByte)
    let escaped = path.replacing("%", with: "%25").replacing("?", with: "%3f").replacing(
      "#", with: "%23")
    let name = "file:\(escaped)?mode=ro" + (hasLog ? "" : "&immutable=1")
    let flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX
    guard sqlite3_open_v2(name, &handle, flags, nil) == SQLITE_OK else {
      throw failure()
    }
    sqlite3_busy_timeout(handle, 1000)
    sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, 64 << 20)
    plateau_sqlite_defend(handle)
    sqlite3_exec(handle, "PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON", nil, nil, nil)
    sqlite3_progress_handler(
      handle, Int32(Self.stride),
      { work in
        guard let work else { return 0 }
        let count = Unmanaged<WorkLimit>.fromOpaque(work).takeUnretainedValue()
        count.left -= SQLiteFile.stride
        return count.left < 0 ? 1 : 0
      }, Unmanaged.passUnretained(work).toOpaque())
  }

  deinit { sqlite3_close_v2(handle) }

  private func failure() -> FileError {
    if work.left < 0 {
      return FileError(
        path, "it takes too long to read for its size; it is probably damaged")
    }
    let reason = handle.flatMap { sqlite3_errmsg($0) }.map { String(cString: $0) } ?? "unknown"
    return FileError(path, "the database cannot be read: \(reason)")
  }

  /// The columns of a table; empty when the table does not exist, or is a view or a virtual table.
  package func columns(of table: String) -> Set<String> {
    var names: Set<String> = []
    var isTable = false
    _ = query("SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0") { row in
      isTable = isTable || row.first?.text?.lowercased() == table
    }
    guard isTable else { return [] }
    let quoted = table.split(separator: "\"").joined()
    _ = query("PRAGMA table_info(\"\(quoted)\")") { row in
      if row.count > 1, let name = row[1].text { names.insert(name) }
    }
    return names
  }

  /// Passes every row of a query to a function.
  ///
  /// - Returns: The reason why rows are missing; nil when all were read.
  /// - Complexity: O(rows).
  package func query(_ sql: String, _ body: ([Value]) -> Void) -> String? {
    var statement: OpaquePointer?
    guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK else {
      return failure().reason
    }
    defer { sqlite3_finalize(statement) }
    var code = sqlite3_step(statement)
    while code == SQLITE_ROW {
      body((0..<sqlite3_column_count(statement)).map { Self.value(statement, $0) })
      code = sqlite3_step(statement)
    }
    return code == SQLITE_DONE ? nil : failure().reason
  }

  private static func value(_ statement: OpaquePointer?, _ column: Int32) -> Value {
    switch sqlite3_column_type(statement, column) {
    case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, column))
    case SQLITE_FLOAT: return .real(sqlite3_column_double(statement, column))
    case SQLITE_TEXT, SQLITE_BLOB:
      let count = Int(sqlite3_column_bytes(statement, column))
      guard count > 0, let start = sqlite3_column_blob(statement, column) else { return .text("") }
      return .text(
        String(decoding: UnsafeRawBufferPointer(start: start, count: count), as: UTF8.self))
    default: return .null
    }
  }
}
