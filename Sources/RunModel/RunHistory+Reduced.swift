internal import OrderedCollections

extension RunHistory {
  /// The history with its long curves reduced to what a chart can show: the least and the greatest
  /// value of each column, one that is not finite, and the last.
  ///
  /// - Parameters:
  ///   - columns: The number of columns of the shown part.
  ///   - window: That part of the axis; nil for all of it.
  ///   - axisColumns: The columns of a logarithmic axis; nil for a linear one.
  /// - Complexity: O(points).
  package func reduced(
    to columns: Int, of window: ClosedRange<Double>?, _ axisColumns: AxisColumns? = nil
  ) -> RunHistory {
    func reduced(_ series: Series) -> Series {
      series.reduced(to: columns, of: window, axisColumns)
    }
    var history = self
    for (name, series) in stepSeries { history.stepSeries[name] = reduced(series) }
    for (name, series) in epochSeries { history.epochSeries[name] = reduced(series) }
    history.learningRates = reduced(learningRates)
    return history
  }
}

extension Series {
  /// The points that a chart can show, with the means of the columns; the series itself if it is
  /// not much longer.
  ///
  /// - Complexity: O(points).
  fileprivate func reduced(
    to columns: Int, of window: ClosedRange<Double>?, _ axisColumns: AxisColumns?
  ) -> Series {
    guard points.count > 4 * columns, means == nil else { return self }
    if let axisColumns {
      return reduced(to: axisColumns.parts(of: points.indices) { points[$0].x })
    }
    let shown = window.map { window in
      let first = points.indices.firstBeyond { points[$0].x >= window.lowerBound }
      return max(1, points.indices.firstBeyond { points[$0].x > window.upperBound } - first)
    }
    // What lies outside of the part keeps the same resolution.
    let parts = max(1, columns) * points.count / (shown ?? points.count)
    guard points.count > 4 * parts else { return self }
    return reduced(to: AxisColumns.equalParts(of: points.indices, parts))
  }

  /// The points of columns that a chart can show, with their means.
  private func reduced(to parts: [Range<Int>]) -> Series {
    var (reduced, means): ([SeriesPoint], [SeriesPoint]) = ([], [])
    reduced.reserveCapacity(3 * parts.count + 1)
    means.reserveCapacity(parts.count)
    var counts: [Int] = []
    points.withUnsafeBufferPointer { points in
      for range in parts {
        let column = ColumnSummary(points, range)
        column.forEachIndex { reduced.append(points[$0]) }
        if let mean = column.mean {
          means.append(SeriesPoint(x: points[range.lowerBound + range.count / 2].x, y: mean))
          counts.append(column.count)
        }
      }
    }
    if let last = points.last, reduced.last?.x != last.x { reduced.append(last) }
    return Series(reduced, means: means, counts: counts)
  }
}

/// The points of a column that must be visible, and its mean.
///
/// There are hundreds per curve and frame, so it takes no memory of its own.
private struct ColumnSummary {
  /// The indices of the least and the greatest value; -1 for none.
  private var (least, greatest) = (-1, -1)
  /// The index of the first value that is not finite; -1 for none.
  private var gap = -1
  private var sum = 0.0
  /// The number of finite values.
  private(set) var count = 0

  init(_ points: UnsafeBufferPointer<SeriesPoint>, _ range: Range<Int>) {
    var (low, high) = (Double.infinity, -Double.infinity)
    for index in range {
      let y = points[index].y
      guard y.isFinite else {
        if gap < 0 { gap = index }
        continue
      }
      if y < low || least < 0 { (low, least) = (y, index) }
      if y > high || greatest < 0 { (high, greatest) = (y, index) }
      sum += y
      count += 1
    }
  }

  /// The mean of the finite values; nil when there is none.
  var mean: Double? { count > 0 ? sum / Double(count) : nil }

  /// Passes on each index once, in ascending order.
  func forEachIndex(_ body: (Int) -> Void) {
    let (first, second) = (min(least, greatest), max(least, greatest))
    if gap >= 0, gap < first { body(gap) }
    if first >= 0 { body(first) }
    if first < gap, gap < second { body(gap) }
    if second > first { body(second) }
    if gap > second { body(gap) }
  }
}
