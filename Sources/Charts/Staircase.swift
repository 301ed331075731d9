/// The rows of the few levels of a staircase, one each, so that a label stands beside its level.
public struct Staircase: Sendable {
  /// The levels, ascending.
  public let levels: [Double]
  /// The row of each level, counted from the bottom.
  public let rows: [Int]
  /// The number of rows of the chart.
  public let height: Int

  /// Gives each level a row beside its place on a logarithmic axis.
  ///
  /// - Returns: nil when the levels are too many or too close for the rows: heights would say little
  ///   of their ratios.
  public init?(_ values: some Sequence<Double>, height: Int) {
    guard let levels = Self.levels(of: values, atMost: height), let least = levels.first,
      let greatest = levels.last
    else { return nil }
    self.levels = levels
    self.height = height
    let scale = AxisScale(least, greatest, isLogarithmic: true)
    var rows: [Int] = []
    var below = -Double.infinity
    for (index, level) in levels.enumerated() {
      // A single level lies in the middle.
      let share = levels.count == 1 ? 0.5 : scale.fraction(level) ?? 0
      let wanted = share * Double(height - 1)
      // Those above need a row each, too.
      let most = height - (levels.count - index)
      let row = max(min(Int(wanted.rounded()), most), (rows.last ?? -1) + 1)
      guard abs(Double(row) - wanted) <= 1, wanted - below >= 0.5 else { return nil }
      rows.append(row)
      below = wanted
    }
    self.rows = rows
  }

  /// The different values above 0, ascending; nil when they are more than a number.
  ///
  /// - Complexity: O(n).
  package static func levels(of values: some Sequence<Double>, atMost count: Int) -> [Double]? {
    var found: Set<Double> = []
    for value in values where value.isFinite && value > 0 {
      // A schedule has as many levels as steps.
      guard found.insert(value).inserted else { continue }
      guard found.count <= count else { return nil }
    }
    return found.sorted()
  }

  /// The position of a level on a linear axis from 0 to `height`: the middle of its row.
  public func position(of level: Double) -> Double {
    levels.firstIndex { $0 == level }.map { Double(rows[$0]) + 0.5 } ?? .nan
  }
}
