internal import CCPUFeatures
internal import CTableCells

/// The ends of the cells of some rows: the indices of separators and line feeds.
///
/// They are found before any cell is read, so that reading a cell need not wait for the end of the
/// previous one.
struct CellEnds {
  /// True when the processor can read many cells at a time.
  static let canBeWide = plateau_has_wide_registers() != 0

  /// The number of bytes that are searched together, which fit the first-level cache with their
  /// ends.
  private static let strip = 1 << 14

  private let separator: UInt8
  private let isWide: Bool
  /// The index before the first cell, then the ends; there may be more storage.
  private var ends: [Int64] = []
  /// The indices of the ends that are line feeds.
  private var lineFeeds: [Int64] = []
  /// The number of ends.
  private(set) var count = 0
  /// The number of ends that are line feeds.
  private var rows = 0

  /// Creates an empty list.
  init(separator: UInt8, isWide: Bool) {
    self.separator = separator
    self.isWide = isWide
  }

  /// The index of an end in the bytes.
  subscript(index: Int) -> Int { Int(ends[index + 1]) }

  /// The number of rows before the first one with another number of cells.
  func rows(ofColumns count: Int) -> Int {
    (0..<rows).first { lineFeeds[$0] != Int64(($0 + 1) * count - 1) } ?? rows
  }

  /// Passes the index before the first cell and the indices of the ends to a function.
  func withCoordinates<Result>(_ body: (UnsafeBufferPointer<Int64>) -> Result) -> Result {
    ends.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[...count])) }
  }

  /// Finds the ends in the next bytes.
  ///
  /// - Parameters:
  ///   - start: The start of the first cell.
  ///   - limit: The index after the last byte.
  ///   - needed: The number of ends in a row; the search continues until it has found as many.
  /// - Complexity: O(searched bytes).
  mutating func find(
    in bytes: UnsafeBufferPointer<UInt8>, from start: Int, to limit: Int, needed: Int
  ) {
    (count, rows) = (0, 0)
    var index = start
    repeat {
      let end = min(limit, index + Self.strip)
      let room = 2 + count + end - index
      if ends.count < room {
        ends.append(contentsOf: repeatElement(0, count: room - ends.count))
        lineFeeds.append(contentsOf: repeatElement(0, count: room - lineFeeds.count))
      }
      var (count, rows) = (count, rows)
      ends.withUnsafeMutableBufferPointer { ends in
        lineFeeds.withUnsafeMutableBufferPointer { lineFeeds in
          let ends = UnsafeMutableBufferPointer(rebasing: ends[1...])
          if isWide {
            count = plateau_cells_ends(
              bytes.baseAddress, index, end, separator, ends.baseAddress, count,
              lineFeeds.baseAddress, &rows)
          } else {
            Self.find(in: bytes, index..<end, separator, ends, &count, lineFeeds, &rows)
          }
        }
      }
      (self.count, self.rows) = (count, rows)
      index = end
    } while count < needed && index < limit
    ends[0] = Int64(start - 1)
  }

  private static func find(
    in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ separator: UInt8,
    _ ends: UnsafeMutableBufferPointer<Int64>, _ count: inout Int,
    _ lineFeeds: UnsafeMutableBufferPointer<Int64>, _ rows: inout Int
  ) {
    for index in range {
      // Stored unconditionally: a branch would often be mispredicted.
      (ends[count], lineFeeds[rows]) = (Int64(index), Int64(count))
      let isLineFeed = bytes[index] == 0x0A
      rows += isLineFeed ? 1 : 0
      count += isLineFeed || bytes[index] == separator ? 1 : 0
    }
  }
}
