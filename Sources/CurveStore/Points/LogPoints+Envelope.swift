extension LogPoints {
  /// Cuts some of the points into equal parts and says what each has in common: every point counts.
  ///
  /// - Parameters:
  ///   - range: indices; what lies beyond the curve is left out.
  ///   - buckets: parts; there are no more than points.
  /// - Complexity: O(`range` / 4096 + 1024 · `buckets`).
  public func envelope(_ range: Range<Int>, buckets: Int) -> [LogEnvelope] {
    let range = range.clamped(to: 0..<count)
    let parts = min(buckets, range.count)
    guard parts > 0 else { return [] }
    let bounds = (0...parts).map { range.lowerBound + range.count * $0 / parts }
    return zip(bounds, bounds.dropFirst()).map { start, end in
      LogEnvelope(start..<end, summary(of: start..<end))
    }
  }

  /// What all points have in common.
  ///
  /// - Complexity: O(`count` / 4096 + 4096).
  public var whole: LogEnvelope { LogEnvelope(0..<count, summary(of: 0..<count)) }

  /// The index of the last finite value; nil when there is none.
  ///
  /// - Complexity: O(values behind it / 4096 + 4096).
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
