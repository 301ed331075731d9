public import Cells

/// A progress bar that fills by eighths of a column.
public struct FillBar {
  /// The filled fraction, 0 … 1.
  public var fraction: Double

  /// Creates a bar.
  public init(_ fraction: Double) {
    self.fraction = min(1, max(0, fraction.isFinite ? fraction : 0))
  }

  /// Draws the bar in `width` columns, including its two ends.
  public func draw(
    at column: Int, _ row: Int, width: Int, full: Style, empty: Style, on grid: inout CellGrid,
    symbols: Symbols
  ) {
    guard width > 2 else { return }
    grid.put(symbols.barEnds.0, at: column, row, empty)
    grid.put(symbols.barEnds.1, at: column + width - 1, row, empty)
    let parts = symbols.bar.count
    let eighths = Int(fraction * Double((width - 2) * parts))
    for cell in 0..<(width - 2) {
      let here = min(parts, eighths - cell * parts)
      guard here > 0 else { continue }
      grid.put(symbols.bar[here - 1], at: column + 1 + cell, row, full)
    }
  }
}
