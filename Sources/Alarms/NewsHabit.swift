/// The habit of a writer: how long it is usually silent.
struct NewsHabit: Equatable, Sendable {
  /// The time of the last news, in seconds since 1970.
  private(set) var last: Double?
  /// The longest usual wait in seconds; nil before the second news.
  private(set) var longest: Double?

  /// Six times the longest wait before is the most that a wait counts, or of ten seconds: a computer
  /// that slept for a night has no habit of it.
  private static let growth = 6.0
  private static let least = 10.0

  /// Notes news.
  ///
  /// - Parameter counts: False for a wait that says nothing of the habit.
  mutating func note(_ time: Double, counts: Bool = true) {
    if let last, time > last, counts {
      let known = longest ?? 0
      longest = max(known, min(time - last, Self.growth * max(known, Self.least)))
    }
    last = time
  }
}
