internal import SystemThreads

/// Parts of a table that are read on several threads at a time.
struct TableParts: Sendable {
  /// The greatest number of bytes of a part, unless a row is longer.
  private static let longest = 1 << 19
  /// The least number of bytes of a part.
  private static let shortest = 1 << 14
  /// The greatest number of parts that are read together.
  private static let most = 4

  private let header: DelimitedHeader
  /// The blocks, which are reused because creating them costs more than filling them.
  private(set) var blocks: [TableBlock] = []
  /// The current number of bytes of a part.
  ///
  /// It shrinks at rows that are not plain, which make reading ahead useless.
  private var length = Self.shortest

  /// Creates parts for the rows below a header.
  init(_ header: DelimitedHeader) { self.header = header }

  /// Reads rows up to the first that is not plain, or until the parts are full.
  ///
  /// - Parameters:
  ///   - bytes: The text.
  ///   - start: The start of the first row.
  ///   - limit: The end of the last row, after a line feed.
  /// - Returns: The number of `blocks` that hold the rows, in order, and the start of the first row
  ///   that was not read.
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

  /// Divides bytes after line feeds.
  private func parts(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to limit: Int
  ) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var index = start
    while index < limit, parts.count < Self.most {
      let last = bytes[min(limit, index + length) - 1..<limit].firstIndex(of: 0x0A) ?? limit - 1
      parts.append(index..<last + 1)
      index = last + 1
    }
    return parts
  }
}
