internal import CurveStore
internal import RunModel

/// The attempts of a run on its recording: a run that was started again goes on where it goes back to.
struct RecordedAttempts: Equatable, Sendable {
  /// One attempt.
  struct Attempt: Equatable, Sendable {
    /// Where it begins on the main axis; what it trains lies behind.
    var low: Double
    /// Where it ends.
    var high: Double
    /// How far the run had come before, over all attempts.
    var before: Double
  }

  private(set) var attempts: [Attempt] = []

  /// - Complexity: O(tracks · attempts).
  init(_ tracks: [RecordedCurve], on axis: RunAxis) {
    let tracks = tracks.filter { $0.firstX(on: axis) != nil }
    // Times and the like may hold two curves under one name, which go back without a resume.
    let judged = tracks.filter { $0.series.role != .other }
    let count = (judged.isEmpty ? tracks : judged).map(\.attemptCount).max() ?? 0
    // A curve that goes back less often does not show where an attempt began.
    let telling = tracks.filter { $0.attemptCount == count }
    var before = 0.0
    for number in 0..<count {
      var low = Double.infinity
      var high = -Double.infinity
      for track in telling {
        let range = track.attempt(number)
        guard let first = range.first, let last = range.last,
          let start = track.x(first, on: axis), let end = track.x(last, on: axis)
        else { continue }
        // The end of an epoch is behind all of it.
        low = min(low, axis == .epoch && track.form != .fractions ? start.rounded(.up) - 1 : start)
        high = max(high, end)
      }
      guard low <= high else { continue }
      let isLast = number == count - 1
      for track in tracks where track.attemptCount != count {
        let count = track.series.points.count
        if number == 0, let first = track.firstX(on: axis) {
          low = min(
            low, axis == .epoch && track.form != .fractions ? first.rounded(.up) - 1 : first)
        }
        if isLast, count > 0, let last = track.x(count - 1, on: axis) {
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

  /// How far the run came, over all attempts.
  let length: Double

  /// Where it was when it had come so far: the attempt and the x.
  ///
  /// - Complexity: O(attempts).
  func x(at distance: Double) -> (attempt: Int, x: Double) {
    let number = attempts.lastIndex { $0.before <= distance } ?? 0
    guard attempts.indices.contains(number) else { return (0, 0) }
    let attempt = attempts[number]
    return (number, min(attempt.high, attempt.low + distance - attempt.before))
  }

  /// Up to where an attempt's points are shown in a later one: what was trained again is that one's own.
  ///
  /// - Complexity: O(attempts).
  func kept(of number: Int, when attempt: Int) -> Double? {
    attempts.prefix(attempt + 1).dropFirst(number + 1).map(\.low).min()
  }

  /// How far the run had come at an x of an attempt.
  func distance(_ attempt: Int, _ x: Double) -> Double {
    guard attempts.indices.contains(attempt) else { return 0 }
    let known = attempts[attempt]
    return known.before + max(0, min(known.high, x) - known.low)
  }

  /// How far it had come when it was at an x for the last time.
  func distance(_ x: Double) -> Double {
    let number = attempts.lastIndex { $0.low < x } ?? 0
    return distance(number, x)
  }
}
