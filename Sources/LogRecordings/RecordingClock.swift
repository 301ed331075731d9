internal import CurveStore
internal import Recordings
internal import RunModel

/// How long a recording of a log lasts: real time where the log tells it, without what lies between attempts; else a second
/// an epoch, or a minute in all.
struct RecordingClock {
  /// Seconds of the recording by how far the run had come.
  let table: MonotoneTable
  /// Whether the seconds are real ones.
  let isTimed: Bool

  /// Points of a curve that are looked at.
  private static let sampled = 2048

  init(_ tracks: [RecordedCurve], _ attempts: RecordedAttempts, on axis: RunAxis, start: Double?) {
    var table = MonotoneTable()
    if start != nil {
      var before = 0.0
      for number in attempts.attempts.indices {
        var pairs: [(distance: Double, time: Double)] = []
        for track in tracks {
          let range = track.attempt(number)
          let stride = max(1, range.count / Self.sampled)
          var indices = Array(
            Swift.stride(from: range.lowerBound, to: range.upperBound, by: stride))
          if let last = range.last { indices.append(last) }
          for index in indices {
            guard let time = track.series.points.wallTime(at: index),
              let x = track.x(index, on: axis)
            else { continue }
            pairs.append((attempts.distance(number, x), time))
          }
        }
        pairs.sort { ($0.distance, $0.time) < ($1.distance, $1.time) }
        // A run is at an x when something is told of it or of what lies beyond: evaluations that count their own
        // steps are told late, and would hold the playback up.
        for index in pairs.indices.reversed().dropFirst() {
          pairs[index].time = min(pairs[index].time, pairs[index + 1].time)
        }
        guard let first = pairs.map(\.time).min() else { continue }
        for pair in pairs { table.append(x: pair.distance, y: before + pair.time - first) }
        before = table.lastY
      }
    }
    if table.lastY > 0 {
      // An epoch's first news comes at its end: the recording needs a moment to show nothing.
      (self.table, isTimed) = (table, true)
      return
    }
    var even = MonotoneTable()
    even.append(x: 0, y: 0)
    even.append(x: attempts.length, y: axis == .epoch ? attempts.length : 60)
    (self.table, isTimed) = (even, false)
  }
}
