internal import RunModel

/// The attempts of a run on its film: a run that was started again goes on where it goes back to.
struct TapeAttempts: Equatable, Sendable {
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
  init(_ tracks: [TapeTrack], on axis: RunAxis) {
    let count = tracks.map(\.series.segments.count).max() ?? 0
    var before = 0.0
    for number in 0..<count {
      var low = Double.infinity
      var high = -Double.infinity
      for track in tracks {
        let range = track.attempt(number)
        guard let first = range.first, let last = range.last,
          let start = track.place(first, on: axis), let end = track.place(last, on: axis)
        else { continue }
        // The end of an epoch is behind all of it.
        low = min(low, axis == .epoch && track.form != .fractions ? start.rounded(.up) - 1 : start)
        high = max(high, end)
      }
      guard low <= high else { continue }
      if axis == .epoch { low = max(0, low) }
      if number == 0, axis == .epoch, low < 1 { low = 0 }
      attempts.append(Attempt(low: low, high: high, before: before))
      before += high - low
    }
    length = before
  }

  /// How far the run came, over all attempts.
  let length: Double

  /// Where it was when it had come so far: the attempt and the place.
  ///
  /// - Complexity: O(attempts).
  func place(at distance: Double) -> (attempt: Int, place: Double) {
    let number = attempts.lastIndex { $0.before <= distance } ?? 0
    guard attempts.indices.contains(number) else { return (0, 0) }
    let attempt = attempts[number]
    return (number, min(attempt.high, attempt.low + distance - attempt.before))
  }

  /// How far the run had come at a place of an attempt.
  func distance(_ attempt: Int, _ place: Double) -> Double {
    guard attempts.indices.contains(attempt) else { return 0 }
    let known = attempts[attempt]
    return known.before + max(0, min(known.high, place) - known.low)
  }

  /// How far it had come when it was at a place for the last time.
  func distance(_ place: Double) -> Double {
    let number = attempts.lastIndex { $0.low < place } ?? 0
    return distance(number, place)
  }
}
