public import Cells

/// A curve in one row: `▁▃▅▆▇▇▇`.
public struct Sparkline {
  /// The values, oldest first; values that are not finite leave a gap.
  public var values: [Double]
  /// The least range from bottom to top, so that noise does not look like a trend.
  public var leastSpan: Double

  /// Creates a curve.
  public init(_ values: [Double], leastSpan: Double = 0) {
    self.values = values
    self.leastSpan = leastSpan
  }

  /// Draws the curve in at most `width` columns, from the left.
  ///
  /// With more values than columns, each column shows the mean of its values.
  ///
  /// - Complexity: O(values).
  public func draw(
    at column: Int, _ row: Int, width: Int, _ style: Style, on grid: inout CellGrid,
    symbols: Symbols
  ) {
    guard width > 0, !values.isEmpty else { return }
    let columns = min(width, values.count)
    let means = (0..<columns).map { column in
      let share = values[column * values.count / columns..<(column + 1) * values.count / columns]
        .filter(\.isFinite)
      return share.isEmpty ? .nan : share.reduce(0) { $0 + $1 / Double(share.count) }
    }
    let finite = means.filter(\.isFinite)
    guard let least = finite.min(), let greatest = finite.max() else { return }
    let span = max(greatest - least, leastSpan)
    let top = symbols.levels.count - 1
    for (index, mean) in means.enumerated() where mean.isFinite {
      let share = span > 0 && span.isFinite ? (mean - greatest) / span + 1 : 1
      let level = min(top, max(0, Int((share * Double(top)).rounded())))
      grid.put(symbols.levels[level], at: column + index, row, style)
    }
  }
}
