internal import RunModel

extension LogSeries {
  /// The greatest number of points.
  private static let mostEpochs = 100_000

  /// The last point of each epoch of each attempt; within an attempt epochs do not fall.
  ///
  /// - Complexity: O(epochs · log points).
  package var lastPointOfEachEpoch: [LogPoint] {
    let points = points
    var found: [LogPoint] = []
    for (number, start) in segments.enumerated() {
      let end = number + 1 < segments.count ? segments[number + 1] : points.count
      var first = start
      while first < end, found.count < Self.mostEpochs {
        let epoch = points.epoch(at: first)
        let next = (first + 1..<end).firstBeyond { points.epoch(at: $0) != epoch }
        found.append(points[next - 1])
        first = next
      }
    }
    return found
  }
}
