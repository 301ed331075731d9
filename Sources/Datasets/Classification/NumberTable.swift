internal import SystemFiles

/// Rows of numbers from a text file without a header, separated by commas, semicolons, tabs or blanks.
public struct NumberTable: Sendable {
  /// The numbers per row.
  public let columns: Int
  /// All numbers, row by row.
  public let values: [Double]

  /// The number of rows.
  public var rows: Int { values.count / columns }

  /// Reads a file, plain or gzipped.
  ///
  /// - Throws: `DatasetError` with the line, for values that are not finite numbers and for rows of another
  ///   length.
  /// - Complexity: O(bytes).
  public init(path: String) throws(DatasetError) {
    do {
      try self.init(file: path)
    } catch {
      throw DatasetError(error)
    }
  }

  private init(file path: String) throws(FileError) {
    var bytes = try ByteStream(path: path)
    var values: [Double] = []
    var columns = 0
    var line = 1
    var row = 0
    while true {
      Self.skipBlanks(&bytes)
      switch bytes.next {
      case 0 where bytes.isAtEnd, 0x0A:
        if row > 0 {
          if columns == 0 { columns = row }
          guard row == columns else {
            throw FileError(path, "line \(line): \(row) numbers; the first row has \(columns)")
          }
        }
        row = 0
        if bytes.isAtEnd {
          if let failure = bytes.failure { throw FileError(path, failure) }
          guard !values.isEmpty else { throw FileError(path, "line 1: no number found") }
          self.columns = columns
          self.values = values
          return
        }
        bytes.advance()
        line += 1
      default:
        if row > 0 { Self.skipSeparator(&bytes) }
        values.append(try Self.number(&bytes, line))
        row += 1
      }
    }
  }

  private static func skipBlanks(_ bytes: inout ByteStream) {
    while [0x20, 0x09, 0x0D].contains(bytes.next) { bytes.advance() }
  }

  private static func skipSeparator(_ bytes: inout ByteStream) {
    guard bytes.next == UInt8(ascii: ",") || bytes.next == UInt8(ascii: ";") else { return }
    bytes.advance()
    skipBlanks(&bytes)
  }

  private static func number(_ bytes: inout ByteStream, _ line: Int) throws(FileError) -> Double {
    let start = bytes.ahead
    var length = 0
    while length < min(start.count, ByteStream.reach), start[length] > 0x20,
      start[length] != UInt8(ascii: ","),
      start[length] != UInt8(ascii: ";")
    {
      length += 1
    }
    let text = String(decoding: start[..<length], as: UTF8.self)
    guard let value = Double(text), value.isFinite else {
      throw FileError(
        bytes.path,
        "line \(line): \(text.isEmpty ? "nothing" : "\"\(text)\"") where a finite number is expected"
      )
    }
    bytes.advance(length)
    return value
  }
}
