/// A full, immutable part of a series, which threads can share.
final class PointChunk: Equatable, Sendable {
  /// The number of points in a chunk.
  static let size = 1 << 12
  /// The number of points with a summary of their own.
  static let block = 1 << 6

  /// The steps, epochs and times of the points.
  let coordinates: PointCoordinates
  /// A summary of all values.
  let summary: PointSummary
  private let values: PackedNumbers
  private let blocks: [PointSummary]

  /// Packs a full tail.
  ///
  /// - Complexity: O(points).
  init(_ tail: PointTail, _ coordinates: PointCoordinates) {
    self.coordinates = coordinates
    blocks = tail.values.withUnsafeBufferPointer { values in
      stride(from: 0, to: values.count, by: Self.block).map { start in
        PointSummary(start..<start + Self.block, of: values)
      }
    }
    let summary = blocks.reduce(into: PointSummary()) { $0.add($1) }
    values = PackedNumbers(
      tail.values, isRising: false, isFinite: summary.finite == tail.values.count)
    self.summary = summary
  }

  /// The value at an index in the chunk.
  func value(at index: Int) -> Double { values[index] }

  /// Returns true when the values are those of another chunk, whatever their coordinates.
  func hasValues(of other: PointChunk) -> Bool { values == other.values }

  /// Summarizes the values of a range; indices count from the chunk's first point.
  ///
  /// - Complexity: O(`range` / 64 + 128).
  func summary(of range: Range<Int>) -> PointSummary {
    if range.count == Self.size { return summary }
    var result = PointSummary()
    var start = range.lowerBound
    while start < range.upperBound {
      let block = start / Self.block
      let end = min((block + 1) * Self.block, range.upperBound)
      if end - start == Self.block {
        result.add(blocks[block])
      } else {
        result.add(values.summary(of: start..<end))
      }
      start = end
    }
    return result
  }

  /// The bytes in memory, without those of the coordinates.
  var storage: Int {
    values.storage + blocks.count * MemoryLayout<PointSummary>.stride + 64
  }

  static func == (one: PointChunk, other: PointChunk) -> Bool {
    one === other || one.values == other.values && one.coordinates == other.coordinates
  }
}
