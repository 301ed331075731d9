internal import CurveStore
internal import RunModel

/// The attempts of a run: a restarted run continues from the x that it goes back to.
struct RecordedAttempts: Equatable, Sendable {
  /// One attempt.
  struct Attempt: Equatable, Sendable {
    /// The x on the main axis at which it starts.
    var low: Double
    /// The x at which it ends.
    var high: Double
    /// The distance that the run had covered before, over all attempts.
    var before: Double
  }

  /// The attempts, in order.
  private(set) var attempts: [Attempt] = []

  /// Finds the attempts of series on an axis.
  ///
  /// - Complexity: O(series · attempts).
  init(_ allSeries: [RecordedSeries], on axis: RunAxis) {
    let allSeries = allSeries.filter { $0.firstX(on: axis) != nil }
    // Times and the like may combine two series under one name, which go back without a resume.
    let judged = allSeries.filter { $0.source.role != .other }
    let count = (judged.isEmpty ? allSeries : judged).map(\.attemptCount).max() ?? 0
    // A series that goes back less often does not show where an attempt starts.
    let telling = allSeries.filter { $0.attemptCount == count }
    var before = 0.0
    for number in 0..<count {
      var low = Double.infinity
      var high = -Double.infinity
      for series in telling {
        let range = series.attempt(number)
        guard let first = range.first, let last = range.last,
          let start = series.x(first, on: axis), let end = series.x(last, on: axis)
        else { continue }
        // A point at an epoch's end covers the whole epoch.
        low = min(low, axis == .epoch && series.form != .fractions ? start.rounded(.up) - 1 : start)
        high = max(high, end)
      }
      guard low <= high else { continue }
      let isLast = number == count - 1
      for series in allSeries where series.attemptCount != count {
        let count = series.source.points.count
        if number == 0, let first = series.firstX(on: axis) {
          low = min(
            low, axis == .epoch && series.form != .fractions ? first.rounded(.up) - 1 : first)
        }
        if isLast, count > 0, let last = series.x(count - 1, on: axis) {
          high = max(high, last)
        }
      }
      if axis == .epoch { low = max(0, low) }
      if number == 0, axis == .epoch, low < 1 { low = 0 }
      attempts.append(Attempt(low: low, high: high, before: before))
      before += high - low
    }
    length = before
  }

  /// The distance that the run covered, over all attempts.
  let length: Double

  /// The attempt and the x at a distance.
  ///
  /// - Complexity: O(attempts).
  func x(at distance: Double) -> (attempt: Int, x: Double) {
    let number = attempts.lastIndex { $0.before <= distance } ?? 0
    guard attempts.indices.contains(number) else { return (0, 0) }
    let attempt = attempts[number]
    return (number, min(attempt.high, attempt.low + distance - attempt.before))
  }

  /// The x up to which an attempt's points are shown during a later one, which trained the rest
  /// again.
  ///
  /// - Complexity: O(attempts).
  func kept(of number: Int, when attempt: Int) -> Double? {
    attempts.prefix(attempt + 1).dropFirst(number + 1).map(\.low).min()
  }

  /// The distance at an x of an attempt.
  func distance(_ attempt: Int, _ x: Double) -> Double {
    guard attempts.indices.contains(attempt) else { return 0 }
    let known = attempts[attempt]
    return known.before + max(0, min(known.high, x) - known.low)
  }

  /// The distance when the run was at an x for the last time.
  func distance(_ x: Double) -> Double {
    let number = attempts.lastIndex { $0.low < x } ?? 0
    return distance(number, x)
  }
}
