internal import RunModel

/// Something worth telling of a log's run, and where.
struct TapeMark: Sendable {
  /// How far the run had come.
  let distance: Double
  /// Where, on the main axis.
  let place: Double
  /// The sign; nil for what is only told.
  let kind: RailMark.Kind?
  /// In words.
  let text: String

  /// Bests and cuts that are marked; a log with more of them has a curve to look at.
  private static let limit = 2000

  /// All marks of a run in the order of its film.
  static func marks(
    _ runs: [LogRun], tracks: [TapeTrack], curves: [Curve], learningRate: String?,
    attempts: TapeAttempts, places: TapePlaces, on axis: RunAxis
  ) -> [TapeMark] {
    var marks: [TapeMark] = []
    if let judged = curves.first(where: { $0.kind == .metric }) ?? curves.first,
      let name = judged.judged, let direction = judged.direction,
      let track = tracks.first(where: { $0.name == name }), track.isOfEpochs
    {
      marks += bests(track, name, direction, attempts, axis)
    }
    if let track = tracks.first(where: { $0.name == learningRate }) {
      marks += cuts(track, attempts, axis)
    }
    for curve in curves where curve.kind == .loss {
      for name in [curve.train, curve.validation].compactMap(\.self) {
        guard let track = tracks.first(where: { $0.name == name }),
          let mark = firstGap(track, attempts, axis)
        else { continue }
        marks.append(mark)
      }
    }
    for (number, attempt) in attempts.attempts.enumerated() where number > 0 {
      let unit =
        axis == .epoch ? "epoch \(Int(attempt.low) + 1)" : axis.rawValue + " \(Int(attempt.low))"
      marks.append(
        TapeMark(
          distance: attempt.before, place: attempt.low, kind: .edit, text: "goes on from \(unit)"))
    }
    for run in runs {
      for message in run.messages {
        marks.append(said(message, places, attempts, axis))
      }
      let end = attempts.attempts.last?.high ?? 0
      if run.status == .finished || run.status == .failed {
        marks.append(
          TapeMark(
            distance: attempts.length, place: end, kind: .end,
            text: run.status == .finished ? "ended in order" : "failed"))
      }
    }
    return marks.enumerated().sorted {
      ($0.element.distance, $0.offset) < ($1.element.distance, $1.offset)
    }
    .map(\.element)
  }

  private static func bests(
    _ track: TapeTrack, _ name: String, _ direction: Direction, _ attempts: TapeAttempts,
    _ axis: RunAxis
  ) -> [TapeMark] {
    var marks: [TapeMark] = []
    var best: Double?
    for number in track.series.segments.indices {
      for index in track.attempt(number) {
        let value = track.series.points.value(at: index)
        guard value.isFinite, let place = track.place(index, on: axis) else { continue }
        if let best, !direction.isBetter(value, than: best) { continue }
        best = value
        marks.append(
          TapeMark(
            distance: attempts.distance(number, place), place: place, kind: .best,
            text: "best \(name) \(value.metricWords)"))
        if marks.count > limit { return marks }
      }
    }
    return marks
  }

  /// Where the rate falls at once by more than a schedule lets it fall from one point to the next.
  private static func cuts(
    _ track: TapeTrack, _ attempts: TapeAttempts, _ axis: RunAxis
  ) -> [TapeMark] {
    guard track.series.points.count <= 1_000_000 else { return [] }
    var marks: [TapeMark] = []
    for number in track.series.segments.indices {
      var before: Double?
      for index in track.attempt(number) {
        let rate = track.series.points.value(at: index)
        defer { before = rate }
        guard let before, rate > 0, rate <= before * 0.6, let place = track.place(index, on: axis)
        else { continue }
        marks.append(
          TapeMark(
            distance: attempts.distance(number, place), place: place, kind: .learningRateCut,
            text: "learning rate \(before.metricWords) → \(rate.metricWords)"))
        if marks.count > limit { return marks }
      }
    }
    return marks
  }

  /// The first value of a loss that is no number.
  private static func firstGap(
    _ track: TapeTrack, _ attempts: TapeAttempts, _ axis: RunAxis
  ) -> TapeMark? {
    let points = track.series.points
    guard points.whole.hasGap else { return nil }
    for number in track.series.segments.indices {
      for index in track.attempt(number) where !points.value(at: index).isFinite {
        guard let place = track.place(index, on: axis) else { return nil }
        return TapeMark(
          distance: attempts.distance(number, place), place: place, kind: .warning,
          text: "\(track.name) is \(points.value(at: index).metricWords)")
      }
    }
    return nil
  }

  private static func said(
    _ message: LogMessage, _ places: TapePlaces, _ attempts: TapeAttempts, _ axis: RunAxis
  ) -> TapeMark {
    var place: Double?
    if axis == .epoch {
      place = message.epoch.map { $0 == $0.rounded() ? $0 - places.epochBase + 1 : $0 }
      if place == nil, let step = message.step, !places.steps.isEmpty {
        place = places.steps.value(at: Double(step))
      }
    } else if axis == .step {
      place = message.step.map(Double.init)
    }
    let text = message.text.lowercased()
    let kind: RailMark.Kind? =
      if text.contains("reducing learning rate") || text.contains("reducing lr") {
        .learningRateCut
      } else if text.contains("early stopping") || text.contains("earlystopping") {
        .end
      } else if text.contains("saving") || text.contains("saved") || text.contains("checkpoint") {
        .checkpoint
      } else if text.contains("nan") || text.contains("error") {
        .warning
      } else {
        nil
      }
    let end = attempts.attempts.last?.high ?? 0
    return TapeMark(
      distance: place.map { attempts.distance($0) } ?? attempts.length, place: place ?? end,
      kind: kind, text: message.text)
  }
}
