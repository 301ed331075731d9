internal import CurveStore
internal import Recordings
internal import RunModel

/// The clock of a recording: real time without the gaps between attempts where the log has times;
/// else one second per epoch, or a minute in all.
struct RecordingClock {
  /// Seconds of the recording by the distance that the run had covered.
  let table: MonotoneTable
  /// True when the seconds are real time.
  let isTimed: Bool

  /// The number of sampled points per series.
  private static let sampled = 2048

  /// Creates the clock.
  init(
    _ allSeries: [RecordedSeries], _ attempts: RecordedAttempts, on axis: RunAxis, start: Double?
  ) {
    var table = MonotoneTable()
    if start != nil {
      var before = 0.0
      for number in attempts.attempts.indices {
        var pairs: [(distance: Double, time: Double)] = []
        for series in allSeries {
          let range = series.attempt(number)
          let stride = max(1, range.count / Self.sampled)
          var indices = Array(
            Swift.stride(from: range.lowerBound, to: range.upperBound, by: stride))
          if let last = range.last { indices.append(last) }
          for index in indices {
            guard let time = series.source.points.wallTime(at: index),
              let x = series.x(index, on: axis)
            else { continue }
            pairs.append((attempts.distance(number, x), time))
          }
        }
        pairs.sort { ($0.distance, $0.time) < ($1.distance, $1.time) }
        // A run has reached an x when a point at or beyond it was logged: evaluations that count
        // their own steps are logged late, and would hold up the playback.
        for index in pairs.indices.reversed().dropFirst() {
          pairs[index].time = min(pairs[index].time, pairs[index + 1].time)
        }
        guard let first = pairs.map(\.time).min() else { continue }
        for pair in pairs { table.append(x: pair.distance, y: before + pair.time - first) }
        before = table.lastY
      }
    }
    if table.lastY > 0 {
      // The first point of an epoch comes at its end: the recording starts with a moment that shows
      // nothing.
      (self.table, isTimed) = (table, true)
      return
    }
    var even = MonotoneTable()
    even.append(x: 0, y: 0)
    even.append(x: attempts.length, y: axis == .epoch ? attempts.length : 60)
    (self.table, isTimed) = (even, false)
  }
}
