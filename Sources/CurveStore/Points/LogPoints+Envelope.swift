extension LogPoints {
  /// Divides a range of points into equal parts and summarizes each; every point counts.
  ///
  /// - Parameters:
  ///   - range: The indices, clamped to those of the series.
  ///   - buckets: The greatest number of parts; there are no more parts than points.
  /// - Complexity: O(`range` / 4096 + 1024 · `buckets`).
  public func envelope(_ range: Range<Int>, buckets: Int) -> [LogEnvelope] {
    let range = range.clamped(to: 0..<count)
    let parts = min(buckets, range.count)
    guard parts > 0 else { return [] }
    let bounds = (0...parts).map { range.lowerBound + range.count * $0 / parts }
    return envelopes(of: zip(bounds, bounds.dropFirst()).map { $0..<$1 })
  }

  /// Summarizes parts of the points; every point counts.
  ///
  /// - Parameter parts: Ranges of indices below `count`, none of them empty.
  /// - Complexity: O(points of the parts / 4096 + 1024 · parts).
  public func envelopes(of parts: [Range<Int>]) -> [LogEnvelope] {
    parts.map { LogEnvelope($0, summary(of: $0)) }
  }

  /// A summary of all points.
  ///
  /// - Complexity: O(`count` / 4096 + 4096).
  public var whole: LogEnvelope { LogEnvelope(0..<count, summary(of: 0..<count)) }

  /// The index of the last finite value; nil when there is none.
  ///
  /// - Complexity: O(values after it / 4096 + 4096).
  public var lastFinite: Int? {
    var end = count
    while end > 0 {
      let start = (end - 1) / PointChunk.size * PointChunk.size
      if summary(of: start..<end).finite > 0 {
        return (start..<end).last { value(at: $0).isFinite }
      }
      end = start
    }
    return nil
  }
}
