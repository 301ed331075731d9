internal import CCPUFeatures
internal import CTableCells

/// Where the cells of some rows end: the places of separators and line feeds.
///
/// They are found before any cell is read, so that reading one need not wait for the end of the one before.
struct CellEnds {
  /// Whether the processor reads many cells at a time.
  static let canBeWide = plateau_has_wide_registers() != 0

  /// Bytes that are looked at together: they and the ends in them stay near the processor.
  private static let strip = 1 << 14

  private let separator: UInt8
  private let isWide: Bool
  /// What stands before the first cell, then the ends; there may be more room.
  private var places: [Int64] = []
  /// The numbers of the ends that are line feeds.
  private var lineFeeds: [Int64] = []
  /// How many were found.
  private(set) var count = 0
  /// How many of them are line feeds.
  private var rows = 0

  init(separator: UInt8, isWide: Bool) {
    self.separator = separator
    self.isWide = isWide
  }

  /// The place of an end.
  subscript(index: Int) -> Int { Int(places[index + 1]) }

  /// How many rows have so many cells.
  func rows(ofColumns count: Int) -> Int {
    (0..<rows).first { lineFeeds[$0] != Int64(($0 + 1) * count - 1) } ?? rows
  }

  /// What stands before the first cell, then the places of the ends.
  func withCoordinates<Result>(_ body: (UnsafeBufferPointer<Int64>) -> Result) -> Result {
    places.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[...count])) }
  }

  /// Finds the ends in the next bytes.
  ///
  /// - Parameters:
  ///   - start: where the first cell begins.
  ///   - limit: one past the last byte that is looked at.
  ///   - needed: ends of a row; more bytes are looked at until there are so many.
  /// - Complexity: O(bytes that were looked at).
  mutating func find(
    in bytes: UnsafeBufferPointer<UInt8>, from start: Int, to limit: Int, needed: Int
  ) {
    (count, rows) = (0, 0)
    var place = start
    repeat {
      let end = min(limit, place + Self.strip)
      let room = 2 + count + end - place
      if places.count < room {
        places.append(contentsOf: repeatElement(0, count: room - places.count))
        lineFeeds.append(contentsOf: repeatElement(0, count: room - lineFeeds.count))
      }
      var (count, rows) = (count, rows)
      places.withUnsafeMutableBufferPointer { places in
        lineFeeds.withUnsafeMutableBufferPointer { lineFeeds in
          let ends = UnsafeMutableBufferPointer(rebasing: places[1...])
          if isWide {
            count = plateau_cells_ends(
              bytes.baseAddress, place, end, separator, ends.baseAddress, count,
              lineFeeds.baseAddress, &rows)
          } else {
            Self.find(in: bytes, place..<end, separator, ends, &count, lineFeeds, &rows)
          }
        }
      }
      (self.count, self.rows) = (count, rows)
      place = end
    } while count < needed && place < limit
    places[0] = Int64(start - 1)
  }

  private static func find(
    in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ separator: UInt8,
    _ ends: UnsafeMutableBufferPointer<Int64>, _ count: inout Int,
    _ lineFeeds: UnsafeMutableBufferPointer<Int64>, _ rows: inout Int
  ) {
    for place in range {
      // Written in any case: a guess would often be wrong.
      (ends[count], lineFeeds[rows]) = (Int64(place), Int64(count))
      let isLineFeed = bytes[place] == 0x0A
      rows += isLineFeed ? 1 : 0
      count += isLineFeed || bytes[place] == separator ? 1 : 0
    }
  }
}
