internal import SystemFiles

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A text file that grows by whole rows, each written completely or not at all.
///
/// Rows that do not fit on a full disk wait in memory and are written with the next.
final class RowFile {
  private let path: String
  private let descriptor: Int32
  private var written: Int
  private var waiting: [UInt8] = []
  /// Rows that are not written yet.
  private(set) var waitingCount = 0

  /// Opens a file, or creates it.
  ///
  /// - Parameter keepsRows: True keeps its content.
  /// - Throws: `FileError` with the system's reason; a full disk is reported with the first row.
  init(path: String, keepsRows: Bool) throws {
    self.path = path
    descriptor = open(
      path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | (keepsRows ? 0 : O_TRUNC), 0o644)
    if descriptor < 0 { throw CallbackError(FileError.unwritable(path)) }
    var status = stat()
    written = fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
  }

  deinit { close(descriptor) }

  /// The bytes in the file and of the rows that wait.
  var count: Int { written + waiting.count }

  /// Appends the rows that wait and new ones.
  ///
  /// - Parameter count: The number of rows in the text, without a header.
  /// - Throws: `FileError` with the system's reason; then nothing was written and all rows wait.
  func append(_ text: String, count: Int = 0) throws(FileError) {
    waiting += Array(text.utf8)
    waitingCount += count
    if let code = WholeWrite.append(waiting, to: descriptor, end: written) {
      throw FileError.unwritable(path, code)
    }
    written += waiting.count
    waiting = []
    waitingCount = 0
  }

  /// Truncates the file.
  func cut(to size: Int) {
    guard size >= 0, size < written, ftruncate(descriptor, off_t(size)) == 0 else { return }
    written = size
  }

  /// Cuts off a last row without a line end.
  ///
  /// - Returns: The last whole row; nil when there is none.
  /// - Complexity: O(bytes).
  func cutToLastRow() -> String? {
    var bytes = [UInt8](repeating: 0, count: written)
    let count = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
    bytes = Array(bytes.prefix(max(0, count)))
    let end = bytes.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    cut(to: end)
    let rows = bytes[..<end].split(separator: 0x0A)
    return rows.last.map { String(decoding: $0, as: UTF8.self) }
  }

  /// Returns true when a file is missing or empty; as in Keras, a file with only a line end is not
  /// empty.
  static func isMissingOrEmpty(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) != 0 || status.st_size == 0
  }
}
