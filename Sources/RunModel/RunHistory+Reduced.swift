internal import OrderedCollections

extension RunHistory {
  /// The history with its long curves reduced to what a chart can show: the least and the greatest
  /// value of each column, one that is not finite, and the last.
  ///
  /// - Parameters:
  ///   - columns: The number of columns of the shown part.
  ///   - window: That part of the axis; nil for all of it.
  ///   - axisColumns: The columns of a logarithmic axis; nil for a linear one.
  ///   - x: The coordinate on that axis of a coordinate of the history.
  /// - Complexity: O(columns + points / 32), and O(points of a zoomed part).
  package func reduced(
    to columns: Int, of window: ClosedRange<Double>?, _ axisColumns: AxisColumns? = nil,
    x: (Double) -> Double = { $0 }
  ) -> RunHistory {
    func reduced(_ series: Series) -> Series {
      series.reduced(to: columns, of: window, axisColumns, x)
    }
    var history = self
    for (name, series) in stepSeries { history.stepSeries[name] = reduced(series) }
    for (name, series) in epochSeries { history.epochSeries[name] = reduced(series) }
    for index in lost.indices { history.lost[index].change { $0 = reduced($0) } }
    history.learningRates = reduced(learningRates)
    history.scheduledRates = reduced(scheduledRates)
    return history
  }
}

extension Series {
  /// The points that a chart can show, with the means of the columns; the series itself if it is
  /// not much longer.
  ///
  /// - Complexity: O(columns + points / 32), and O(points of a zoomed part).
  fileprivate func reduced(
    to columns: Int, of window: ClosedRange<Double>?, _ axisColumns: AxisColumns?,
    _ x: (Double) -> Double
  ) -> Series {
    guard means == nil else { return self }
    guard count > 4 * columns else { return joined }
    if let axisColumns {
      return reduced(to: axisColumns.parts(of: 0..<count) { x(self[$0].x) })
    }
    let shown = window.map { window in
      let first = (0..<count).firstBeyond { x(self[$0].x) >= window.lowerBound }
      return max(1, (0..<count).firstBeyond { x(self[$0].x) > window.upperBound } - first)
    }
    // What lies outside of the part keeps the same resolution.
    let parts = max(1, columns) * count / (shown ?? count)
    guard count > 4 * parts else { return joined }
    return reduced(to: AxisColumns.equalParts(of: 0..<count, parts))
  }

  /// The points of columns that a chart can show, with their means.
  private func reduced(to parts: [Range<Int>]) -> Series {
    var (reduced, means): ([SeriesPoint], [SeriesPoint]) = ([], [])
    reduced.reserveCapacity(3 * parts.count + 1)
    means.reserveCapacity(parts.count)
    var counts: [Int] = []
    counts.reserveCapacity(parts.count)
    for range in parts {
      let column = summary(of: range)
      column.forEachIndex { reduced.append(self[$0]) }
      if let mean = column.mean {
        means.append(SeriesPoint(x: self[range.lowerBound + range.count / 2].x, y: mean))
        counts.append(column.count)
      }
    }
    if let last = lastPoint, reduced.last?.x != last.x { reduced.append(last) }
    return Series(reduced, means: means, counts: counts)
  }
}
