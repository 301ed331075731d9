/// The rows of delimited text as places in its bytes: any line end, quoted cells, no text made.
struct DelimitedRows {
  private let window: LogWindow
  private let bytes: [UInt8]
  /// Between cells; a blank means runs of blanks.
  let separator: UInt8
  /// The line of the last row, from 1.
  private(set) var line: Int
  /// Where the last row begins in the log, in bytes.
  var start: Int { window.position(of: first) }
  /// Whether the last row had a line end: else more of it may be missing.
  private(set) var isTerminated = true
  /// Where the last row begins.
  private var first = 0
  /// Where the next row begins.
  private var index: Int
  /// Whether a row's end was looked for beyond what the window has.
  private var isCut = false

  /// A quote that is not closed within so many bytes is part of a cell.
  private static let longestQuote = 1 << 17

  /// Goes through a window.
  ///
  /// - Parameter line: the lines before it.
  init(_ window: LogWindow, separator: UInt8, line: Int = 0) {
    self.window = window
    bytes = window.bytes
    index = window.start
    self.line = line
    self.separator = separator
  }

  /// Bytes of the window that were passed.
  var used: Int { index - window.start }

  /// Reads the next row that is not empty; one without an end only where the log ends.
  ///
  /// - Returns: false when there is none.
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
    var place = cell
    while place < end {
      let byte = bytes[place]
      if byte == separator {
        cells.append(cell..<place)
        place += 1
        if separator == 0x20 { while place < end, bytes[place] == 0x20 { place += 1 } }
        cell = place
      } else if byte == 0x0A || byte == 0x0D {
        break
      } else if byte == 0x22, isAtStart(cell, place), let close = closingQuote(place) {
        place = close + 1
      } else {
        place += 1
      }
    }
    if separator != 0x20 || cell < place || cells.isEmpty { cells.append(cell..<place) }
    if place < end {
      isTerminated = true
      // CR CR LF is one line end that was made twice.
      while place < end, bytes[place] == 0x0D { place += 1 }
      if place < end, bytes[place] == 0x0A { place += 1 } else if place == end { isCut = true }
    } else {
      isCut = true
    }
    index = place
  }

  private func isAtStart(_ cell: Int, _ place: Int) -> Bool {
    place - cell <= 8 && (cell..<place).allSatisfy { bytes[$0] == 0x20 }
  }

  private mutating func closingQuote(_ open: Int) -> Int? {
    var place = open + 1
    let end = min(bytes.count, open + Self.longestQuote)
    while place < end {
      if bytes[place] == 0x22 {
        if place + 1 < bytes.count, bytes[place + 1] == 0x22 {
          place += 2
          continue
        }
        return place
      }
      place += 1
    }
    if end == bytes.count { isCut = true }
    return nil
  }

  /// A cell without its quotes and blanks, as text.
  func text(_ range: Range<Int>) -> String {
    var text = LogText.string(unquoted(range))
    if text.contains("\"\"") { text = text.split(separator: "\"").joined(separator: "\"") }
    return text
  }

  /// A cell without its quotes and blanks.
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
