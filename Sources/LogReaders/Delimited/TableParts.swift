internal import SystemThreads

/// Rows of a table in parts that are read on several threads at a time.
struct TableParts: Sendable {
  /// Bytes of a part, if that is a row.
  private static let longest = 1 << 19
  private static let shortest = 1 << 14
  /// Parts that are read together.
  private static let most = 4

  private let header: DelimitedHeader
  /// Kept for the next rows: making them costs more than filling them.
  private(set) var blocks: [TableBlock] = []
  /// Bytes that a part has now: rows that are not plain make what is read behind them useless.
  private var length = Self.shortest

  init(_ header: DelimitedHeader) { self.header = header }

  /// Reads rows until one is not plain, or so many that it is time to use them.
  ///
  /// - Parameters:
  ///   - bytes: where the rows are.
  ///   - start: where the first begins.
  ///   - limit: where the last has ended: behind a line feed.
  /// - Returns: how many of `blocks` hold them, in order, and where the first begins that was not read.
  /// - Complexity: O(bytes).
  mutating func read(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to limit: Int
  ) -> (count: Int, end: Int) {
    let parts = parts(bytes, from: start, to: limit)
    while blocks.count < parts.count { blocks.append(TableBlock(header)) }
    var ends = [Int](repeating: start, count: parts.count)
    blocks.withUnsafeMutableBufferPointer { blocks in
      ends.withUnsafeMutableBufferPointer { ends in
        // Each part has a block and an end of its own.
        nonisolated(unsafe) let (bytes, blocks, ends) = (bytes, blocks, ends)
        SystemThread.perform(parts.count) { index in
          let part = parts[index]
          ends[index] = blocks[index].read(bytes, from: part.lowerBound, to: part.upperBound)
        }
      }
    }
    guard let stopped = parts.indices.first(where: { ends[$0] < parts[$0].upperBound }) else {
      length = min(Self.longest, length * 4)
      return (parts.count, parts.last?.upperBound ?? start)
    }
    if !blocks[stopped].isFull { length = Self.shortest }
    return (stopped + 1, ends[stopped])
  }

  /// Cuts bytes behind line feeds.
  private func parts(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to limit: Int
  ) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var place = start
    while place < limit, parts.count < Self.most {
      let last = bytes[min(limit, place + length) - 1..<limit].firstIndex(of: 0x0A) ?? limit - 1
      parts.append(place..<last + 1)
      place = last + 1
    }
    return parts
  }
}
