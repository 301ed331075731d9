internal import CurveStore
internal import Recordings
internal import RunModel

/// Something worth telling of a log's run, and where.
struct RecordingMark: Sendable {
  /// How far the run had come.
  let distance: Double
  /// Where, on the main axis.
  let x: Double
  /// The sign; nil for what is only told.
  var kind: EventMark.Kind?
  /// In words.
  let text: String

  /// Bests and cuts that are marked; a log with more of them has a curve to look at.
  private static let limit = 2000

  /// All marks of a run in the order of time.
  static func marks(
    _ runs: [LogRun], tracks: [RecordedCurve], curves: [Curve], learningRate: String?,
    attempts: RecordedAttempts, common: CommonAxes, on axis: RunAxis
  ) -> [RecordingMark] {
    var marks: [RecordingMark] = []
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
      let first = Int(attempt.low) + (axis == .epoch ? Int(common.epochBase) : 0)
      let unit = "\(axis.rawValue) \(first)"
      marks.append(
        RecordingMark(
          distance: attempt.before, x: attempt.low, kind: .edit,
          text: "goes on from \(unit)\(number == attempts.attempts.count - 1 ? better : "")"))
    }
    for run in runs {
      for message in run.messages {
        marks.append(said(message, common, attempts, axis))
      }
      let end = attempts.attempts.last?.high ?? 0
      if run.status == .finished || run.status == .failed {
        marks.append(
          RecordingMark(
            distance: attempts.length, x: end, kind: .end,
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
      if let kept, mark.x > kept { mark.kind = nil }
      return mark
    }
  }

  private static func bests(
    _ track: RecordedCurve, _ title: String, _ direction: Direction, _ attempts: RecordedAttempts,
    _ axis: RunAxis
  ) -> [RecordingMark] {
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
  private static func betterEarlier(_ track: RecordedCurve, _ title: String) -> String {
    guard let index = track.series.betterEarlierIndex else { return "" }
    let point = track.series.points[index]
    let epoch = point.epoch.map { " at epoch \($0.metricWords)" } ?? ""
    return "; \(title) \(point.value.metricWords)\(epoch) was of an earlier attempt"
  }

  /// Where the rate falls at once by more than a schedule lets it fall from one point to the next.
  private static func cuts(
    _ track: RecordedCurve, _ attempts: RecordedAttempts, _ axis: RunAxis
  ) -> [RecordingMark] {
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
    _ kind: EventMark.Kind, on track: RecordedCurve, _ attempts: RecordedAttempts, _ axis: RunAxis,
    text: (Int, Bool) -> String?
  ) -> [RecordingMark] {
    var marks: [RecordingMark] = []
    for number in track.series.segments.indices {
      let range = track.attempt(number)
      for index in range {
        guard let text = text(index, index == range.lowerBound),
          let x = track.x(index, on: axis)
        else { continue }
        marks.append(
          RecordingMark(
            distance: attempts.distance(number, x), x: x, kind: kind, text: text))
        if marks.count > limit { return marks }
      }
    }
    return marks
  }

  /// The first value of a loss that is no number.
  private static func firstGap(
    _ track: RecordedCurve, _ attempts: RecordedAttempts, _ axis: RunAxis
  ) -> RecordingMark? {
    let points = track.series.points
    guard points.whole.hasGap else { return nil }
    for number in attempts.attempts.indices {
      for index in track.attempt(number) where !points.value(at: index).isFinite {
        guard let x = track.x(index, on: axis) else { return nil }
        return RecordingMark(
          distance: attempts.distance(number, x), x: x, kind: .warning,
          text: "\(track.name) is \(points.value(at: index).metricWords)")
      }
    }
    return nil
  }

  private static func said(
    _ message: LogMessage, _ common: CommonAxes, _ attempts: RecordedAttempts, _ axis: RunAxis
  ) -> RecordingMark {
    var x: Double?
    if axis == .epoch {
      x = message.epoch.map { $0 == $0.rounded() ? $0 - common.epochBase + 1 : $0 }
      if x == nil, let step = message.step, !common.steps.isEmpty {
        x = common.steps.value(at: Double(step))
      }
    } else if axis == .step {
      x = message.step.map(Double.init)
    }
    let text = message.text.lowercased()
    let kind: EventMark.Kind? =
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
    return RecordingMark(
      distance: x.map { attempts.distance($0) } ?? attempts.length, x: x ?? end,
      kind: kind, text: message.text)
  }
}
