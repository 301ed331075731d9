public import Cells

/// A count out of a limit as a row of steps: `▰▰▰▱▱ 3/5`.
public struct Gauge {
  /// How many.
  public var value: Int
  /// Of how many.
  public var limit: Int

  /// Makes a gauge.
  public init(_ value: Int, of limit: Int) {
    self.value = value
    self.limit = limit
  }

  /// Draws the steps, one a column up to `width`, else in proportion.
  ///
  /// - Returns: the columns used.
  @discardableResult
  public func draw(
    at column: Int, _ row: Int, width: Int, full: Style, empty: Style, on grid: inout CellGrid,
    symbols: Symbols
  ) -> Int {
    let steps = max(1, min(limit, width))
    let part = limit > 0 ? Double(value) / Double(limit) : (value > 0 ? 1 : 0)
    var filled = Int((min(1, max(0, part)) * Double(steps)).rounded(.down))
    // Something has begun, and the last step is kept for the end.
    if value > 0, filled == 0 { filled = 1 }
    for step in 0..<steps {
      let isFull = step < filled
      grid.put(
        isFull ? symbols.gauge.full : symbols.gauge.empty, at: column + step, row,
        isFull ? full : empty)
    }
    return steps
  }
}
