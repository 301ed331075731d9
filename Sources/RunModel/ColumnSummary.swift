/// The points of a stretch of a series that a chart must show, and the mean of its values.
///
/// There are hundreds per curve and frame, so it takes no memory of its own.
struct ColumnSummary: Sendable {
  /// The indices of the least and the greatest value; -1 for none.
  private var (least, greatest) = (-1, -1)
  private var (low, high) = (Double.infinity, -Double.infinity)
  /// The index of the first value that is not finite; -1 for none.
  private var gap = -1
  private var sum = 0.0
  /// The number of finite values.
  private(set) var count = 0

  /// Adds the next value.
  mutating func add(_ y: Double, at index: Int) {
    guard y.isFinite else {
      if gap < 0 { gap = index }
      return
    }
    if y < low { (low, least) = (y, index) }
    if y > high { (high, greatest) = (y, index) }
    sum += y
    count += 1
  }

  /// Adds the stretch that follows.
  mutating func add(_ next: ColumnSummary) {
    if gap < 0 { gap = next.gap }
    if next.low < low { (low, least) = (next.low, next.least) }
    if next.high > high { (high, greatest) = (next.high, next.greatest) }
    sum += next.sum
    count += next.count
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
