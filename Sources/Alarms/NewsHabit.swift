/// The times between the news of a run lately, in seconds.
struct NewsHabit: Equatable, Sendable {
  /// The time of the last news, in seconds since 1970.
  private(set) var last: Double?
  private var gaps: [Double] = []

  /// The number of gaps that are remembered.
  private static let limit = 50

  /// The longest gap lately; nil before the second news.
  var longest: Double? { gaps.max() }

  /// Notes news.
  ///
  /// - Parameter counts: False for a wait that says nothing of the habit.
  mutating func note(_ time: Double, counts: Bool = true) {
    if let last, time > last, counts {
      gaps.append(time - last)
      if gaps.count > Self.limit { gaps.removeFirst() }
    }
    last = time
  }
}
