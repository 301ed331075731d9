internal import RunModel

/// Something worth telling of a log's run, and where.
struct TapeMark: Sendable {
  /// How far the run had come.
  let distance: Double
  /// Where, on the main axis.
  let place: Double
  /// The sign; nil for what is only told.
  var kind: RailMark.Kind?
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
    var better = ""
    if let judged = curves.first(where: { $0.kind == .metric }) ?? curves.first,
      let name = judged.judged, let direction = judged.direction,
      let track = tracks.first(where: { $0.name == name }), track.isOfEpochs
    {
      marks += bests(track, judged.title, direction, attempts, axis)
      better = betterEarlier(track, judged.title)
    }
    if let track = tracks.first(where: { $0.name == learningRate }) {
      marks += cuts(track, attempts, axis)
    }
    let named = Dictionary(tracks.map { ($0.name, $0) }) { first, _ in first }
    for curve in curves where curve.kind == .loss {
      for name in [curve.train, curve.validation].compactMap(\.self) {
        guard let track = named[name],
          let mark = firstGap(track, attempts, axis)
        else { continue }
        marks.append(mark)
      }
    }
    for (number, attempt) in attempts.attempts.enumerated() where number > 0 {
      let first = Int(attempt.low) + (axis == .epoch ? Int(places.epochBase) : 0)
      let unit = "\(axis.rawValue) \(first)"
      marks.append(
        TapeMark(
          distance: attempt.before, place: attempt.low, kind: .edit,
          text: "goes on from \(unit)\(number == attempts.attempts.count - 1 ? better : "")"))
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
    .map { mark in
      var mark = mark.element
      // What was trained again has no sign beside the curves of the later attempt.
      let number = attempts.attempts.lastIndex { $0.before < mark.distance } ?? 0
      let kept = attempts.kept(of: number, when: attempts.attempts.count)
      if let kept, mark.place > kept { mark.kind = nil }
      return mark
    }
  }

  private static func bests(
    _ track: TapeTrack, _ title: String, _ direction: Direction, _ attempts: TapeAttempts,
    _ axis: RunAxis
  ) -> [TapeMark] {
    let series = track.series
    var best: Double?
    return marks(.best, on: track, attempts, axis) { index, isFirst in
      if isFirst {
        // What this attempt trains again is no longer to be beaten.
        best = series.bestCounting(before: index).map { series.points.value(at: $0) }
      }
      let value = series.points.value(at: index)
      guard value.isFinite, best.map({ direction.isBetter(value, than: $0) }) ?? true else {
        return nil
      }
      best = value
      return "best \(title) \(value.metricWords)"
    }
  }

  /// A better value that an earlier attempt had, as the rest of a sentence; empty when there is none.
  private static func betterEarlier(_ track: TapeTrack, _ title: String) -> String {
    guard let index = track.series.betterEarlierIndex else { return "" }
    let point = track.series.points[index]
    let place = point.epoch.map { " at epoch \($0.metricWords)" } ?? ""
    return "; \(title) \(point.value.metricWords)\(place) was of an earlier attempt"
  }

  /// Where the rate falls at once by more than a schedule lets it fall from one point to the next.
  private static func cuts(
    _ track: TapeTrack, _ attempts: TapeAttempts, _ axis: RunAxis
  ) -> [TapeMark] {
    guard track.series.points.count <= 1_000_000 else { return [] }
    var before = Double.nan
    return marks(.learningRateCut, on: track, attempts, axis) { index, isFirst in
      let rate = track.series.points.value(at: index)
      defer { before = rate }
      guard !isFirst, rate > 0, rate <= before * 0.6 else { return nil }
      return "learning rate \(before.metricWords) → \(rate.metricWords)"
    }
  }

  /// The marks of a curve.
  ///
  /// - Parameter text: what a point is worth telling; nil for nothing. It is given whether the point is the first
  ///   of its attempt.
  private static func marks(
    _ kind: RailMark.Kind, on track: TapeTrack, _ attempts: TapeAttempts, _ axis: RunAxis,
    text: (Int, Bool) -> String?
  ) -> [TapeMark] {
    var marks: [TapeMark] = []
    for number in track.series.segments.indices {
      let range = track.attempt(number)
      for index in range {
        guard let text = text(index, index == range.lowerBound),
          let place = track.place(index, on: axis)
        else { continue }
        marks.append(
          TapeMark(
            distance: attempts.distance(number, place), place: place, kind: kind, text: text))
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
    for number in attempts.attempts.indices {
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
