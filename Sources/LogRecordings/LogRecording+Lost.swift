internal import CurveStore
internal import Recordings
internal import RunModel

/// The epochs of attempts that were continued from an earlier state.
extension LogRecording {
  /// The ends of the attempts before one, which a later one trained again.
  func lost(before attempt: Int, _ query: RecordingQuery) -> [LostPart] {
    let scale = scale(to: query.axis)
    return (0..<max(0, attempt)).compactMap { number in
      guard let seam = attempts.kept(of: number, when: attempt) else { return nil }
      var part = LostPart(seam: scale(seam), stepSeries: [:], epochSeries: [:])
      for series in allSeries where query.names?.contains(series.name) != false {
        let own = series.attempt(number)
        guard let last = own.last, let end = series.x(last, on: main), end > seam else { continue }
        let first = max(own.lowerBound, series.part(of: own, upTo: seam, on: main).upperBound - 1)
        let shown = series.curve([first..<own.upperBound], on: query.axis, columns: query.columns)
        if shown.isEmpty { continue }
        if series.isOfEpochs {
          part.epochSeries[series.name] = shown
        } else {
          part.stepSeries[series.name] = shown
        }
      }
      return part.epochSeries.isEmpty && part.stepSeries.isEmpty ? nil : part
    }
  }
}
