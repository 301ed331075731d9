/// Columns and rows of charts.
public struct GridShape: Equatable, Sendable {
  /// The columns.
  public let columns: Int
  /// The charts of a column.
  public let rows: Int

  /// Creates a shape; numbers outside of 1 … 4 are moved there.
  public init(_ columns: Int, _ rows: Int) {
    self.columns = max(1, min(ChartGrid.most, columns))
    self.rows = max(1, min(ChartGrid.most, rows))
  }

  /// Reads a shape such as `2x3`, two columns of three charts; nil for any other text.
  public init?(_ text: String) {
    let numbers = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 2, let columns = numbers[0], let rows = numbers[1],
      (1...ChartGrid.most).contains(columns), (1...ChartGrid.most).contains(rows)
    else { return nil }
    self.init(columns, rows)
  }
}
