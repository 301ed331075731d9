/// An iterator over the rows of delimited text as ranges of bytes, with any line end and quoted
/// cells.
struct DelimitedRows {
  private let window: LogWindow
  private let bytes: [UInt8]
  /// The byte between cells; a blank stands for runs of blanks.
  let separator: UInt8
  /// The line number of the last row, from 1.
  private(set) var line: Int
  /// The offset of the last row in the log, in bytes.
  var start: Int { window.offset(of: first) }
  /// True when the last row had a line end; otherwise more of it may be missing.
  private(set) var isTerminated = true
  /// The index of the last row.
  private var first = 0
  /// The index of the next row.
  private var index: Int
  /// True when the end of a row may lie beyond the window.
  private var isCut = false

  /// The longest quoted cell, in bytes; a quote that is not closed before is part of a cell.
  private static let longestQuote = 1 << 17

  /// Starts at the beginning of a window.
  ///
  /// - Parameter line: The number of lines before it.
  init(_ window: LogWindow, separator: UInt8, line: Int = 0) {
    self.window = window
    bytes = window.bytes
    index = window.start
    self.line = line
    self.separator = separator
  }

  /// The number of used bytes.
  var used: Int { index - window.start }

  /// Reads the next row that is not empty.
  ///
  /// One without an end is read only at the end of the log.
  ///
  /// - Returns: False when there is none.
  mutating func next(into cells: inout [Range<Int>]) -> Bool {
    while index < bytes.count {
      first = index
      isCut = false
      read(into: &cells)
      if isCut, !window.isEnd {
        index = first
        return false
      }
      line += 1
      let isEmpty = cells.count == 1 && isBlank(cells[0])
      if !isEmpty, bytes[first] != UInt8(ascii: "#") { return true }
    }
    return false
  }

  private func isBlank(_ range: Range<Int>) -> Bool {
    range.allSatisfy { bytes[$0] == 0x20 || bytes[$0] == 0x09 || bytes[$0] == 0 }
  }

  private mutating func read(into cells: inout [Range<Int>]) {
    cells.removeAll(keepingCapacity: true)
    isTerminated = false
    let end = bytes.count
    var cell = index
    if separator == 0x20 { while cell < end, bytes[cell] == 0x20 { cell += 1 } }
    var next = cell
    while next < end {
      let byte = bytes[next]
      if byte == separator {
        cells.append(cell..<next)
        next += 1
        if separator == 0x20 { while next < end, bytes[next] == 0x20 { next += 1 } }
        cell = next
      } else if byte == 0x0A || byte == 0x0D {
        break
      } else if byte == 0x22, isAtStart(cell, next), let close = closingQuote(next) {
        next = close + 1
      } else {
        next += 1
      }
    }
    if separator != 0x20 || cell < next || cells.isEmpty { cells.append(cell..<next) }
    if next < end {
      isTerminated = true
      // CR CR LF is one line end that was converted twice.
      while next < end, bytes[next] == 0x0D { next += 1 }
      if next < end, bytes[next] == 0x0A { next += 1 } else if next == end { isCut = true }
    } else {
      isCut = true
    }
    index = next
  }

  private func isAtStart(_ cell: Int, _ next: Int) -> Bool {
    next - cell <= 8 && (cell..<next).allSatisfy { bytes[$0] == 0x20 }
  }

  private mutating func closingQuote(_ open: Int) -> Int? {
    var next = open + 1
    let end = min(bytes.count, open + Self.longestQuote)
    while next < end {
      if bytes[next] == 0x22 {
        if next + 1 < bytes.count, bytes[next + 1] == 0x22 {
          next += 2
          continue
        }
        return next
      }
      next += 1
    }
    if end == bytes.count { isCut = true }
    return nil
  }

  /// The text of a cell without quotes and surrounding blanks.
  func text(_ range: Range<Int>) -> String {
    var text = LogText.string(unquoted(range))
    if text.contains("\"\"") { text = text.split(separator: "\"").joined(separator: "\"") }
    return text
  }

  /// The bytes of a cell without quotes and surrounding blanks.
  func unquoted(_ range: Range<Int>) -> ArraySlice<UInt8> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
    while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
    if end - start >= 2, bytes[start] == 0x22, bytes[end - 1] == 0x22 {
      return bytes[start + 1..<end - 1]
    }
    return bytes[start..<end]
  }
}
