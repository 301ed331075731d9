public import Cells

/// A count out of a limit as a row of steps: `▰▰▰▱▱ 3/5`.
public struct Gauge {
  /// The count, shown as full steps.
  public var value: Int
  /// The count at which every step is full.
  public var limit: Int

  /// Creates a gauge.
  public init(_ value: Int, of limit: Int) {
    self.value = value
    self.limit = limit
  }

  /// Draws the steps: one per column, or in proportion when the limit is above `width`.
  ///
  /// - Returns: The number of columns used.
  @discardableResult
  public func draw(
    at column: Int, _ row: Int, width: Int, full: Style, empty: Style, on grid: inout CellGrid,
    symbols: Symbols
  ) -> Int {
    let steps = max(1, min(limit, width))
    let part = limit > 0 ? Double(value) / Double(limit) : (value > 0 ? 1 : 0)
    var filled = Int((min(1, max(0, part)) * Double(steps)).rounded(.down))
    // A count above 0 shows at least one step.
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
