internal import Alarms
internal import CurveStore
internal import Recordings
internal import RunModel

/// A mark or message on the axis of a log's run.
struct RecordingMark: Sendable {
  /// The distance that the run had covered.
  let distance: Double
  /// The x on the main axis.
  let x: Double
  /// The kind of mark; nil for a message without a mark.
  var kind: EventMark.Kind?
  /// The text.
  let text: String

  /// The greatest number of marks of one series, beyond which its curve shows more than marks
  /// would.
  private static let limit = 2000

  /// The number of first points of a series that can have marks.
  private static let mostPoints = 1_000_000

  /// The marks of the best values of a curve.
  static func bests(
    of judged: Curve?, allSeries: [RecordedSeries], _ attempts: RecordedAttempts, on axis: RunAxis
  ) -> [RecordingMark] {
    guard let judged, let direction = judged.direction,
      let series = allSeries.first(where: { $0.name == judged.judged }), hasBests(series, judged)
    else { return [] }
    return bests(series, judged.judgedTitle, direction, attempts, axis)
  }

  /// True for the values of epochs, and for those that were measured on validation data; the best of
  /// the training losses of all steps is chance.
  private static func hasBests(_ series: RecordedSeries, _ judged: Curve) -> Bool {
    series.isOfEpochs || judged.validation == series.name
  }

  /// The marks of a run but those of best values.
  static func marks(
    _ runs: [LogRun], allSeries: [RecordedSeries], curves: [Curve], learningRate: String?,
    attempts: RecordedAttempts, common: CommonAxes, on axis: RunAxis
  ) -> [RecordingMark] {
    var marks: [RecordingMark] = []
    var better = ""
    if let judged = curves.headline, judged.direction != nil,
      let series = allSeries.first(where: { $0.name == judged.judged }), hasBests(series, judged)
    {
      better = betterEarlier(series, judged.judgedTitle)
    }
    if let series = allSeries.first(where: { $0.name == learningRate }) {
      marks += cuts(series, attempts, axis)
    }
    let named = Dictionary(allSeries.map { ($0.name, $0) }) { first, _ in first }
    for curve in curves where curve.kind == .loss {
      marks += alarms(curve, named, attempts, axis)
      for name in [curve.train, curve.validation].compactMap(\.self) {
        guard let series = named[name] else { continue }
        marks += nonFinite(series, attempts, axis)
      }
    }
    for (number, attempt) in attempts.attempts.enumerated() where number > 0 {
      let first = Int(attempt.low) + (axis == .epoch ? Int(common.epochBase) : 0)
      let unit = "\(axis.rawValue) \(first)"
      marks.append(
        RecordingMark(
          distance: attempt.before, x: attempt.low, kind: .edit,
          text: "continues from \(unit)\(number == attempts.attempts.count - 1 ? better : "")"))
    }
    for run in runs {
      for message in run.messages {
        marks.append(mark(of: message, common, attempts, axis))
      }
      let end = attempts.attempts.last?.high ?? 0
      if run.status == .finished || run.status == .failed {
        marks.append(
          RecordingMark(
            distance: attempts.length, x: end, kind: .end,
            text: run.status == .finished ? "finished normally" : "failed"))
      }
    }
    return marks
  }

  /// The marks in the order of time.
  static func inOrder(_ marks: [RecordingMark], _ attempts: RecordedAttempts) -> [RecordingMark] {
    marks.enumerated().sorted {
      ($0.element.distance, $0.offset) < ($1.element.distance, $1.offset)
    }
    .map { mark in
      var mark = mark.element
      // Replaced epochs have no mark beside the curves of the later attempt.
      let number = attempts.attempts.lastIndex { $0.before < mark.distance } ?? 0
      let kept = attempts.kept(of: number, when: attempts.attempts.count)
      if let kept, mark.x > kept { mark.kind = nil }
      return mark
    }
  }

  private static func bests(
    _ series: RecordedSeries, _ title: String, _ direction: Direction, _ attempts: RecordedAttempts,
    _ axis: RunAxis
  ) -> [RecordingMark] {
    let source = series.source
    var best: Double?
    return marks(.best, on: series, attempts, axis) { index, isFirst in
      if isFirst {
        // Values that this attempt replaces no longer count.
        best = source.bestCounting(before: index).map { source.points.value(at: $0) }
      }
      let value = source.points.value(at: index)
      guard value.isFinite, best.map({ direction.isBetter(value, than: $0) }) ?? true else {
        return nil
      }
      best = value
      return "best \(title) \(value.metricWords)"
    }
  }

  /// The end of a sentence about a better value of an earlier attempt; empty when there is none.
  private static func betterEarlier(_ series: RecordedSeries, _ title: String) -> String {
    guard let index = series.source.betterEarlierIndex else { return "" }
    let point = series.source.points[index]
    let epoch = point.epoch.map { " at epoch \($0.metricWords)" } ?? ""
    return "; \(title) \(point.value.metricWords)\(epoch) was from an earlier attempt"
  }

  /// The marks of steep falls of the learning rate, steeper than a schedule's from one point to the
  /// next; a fall right behind one that was as large and no cut is a schedule's, such as the last of a
  /// linear decay.
  private static func cuts(
    _ series: RecordedSeries, _ attempts: RecordedAttempts, _ axis: RunAxis
  ) -> [RecordingMark] {
    var before = Double.nan
    var lastFall = 0.0
    var wasCut = false
    return marks(.learningRateCut, on: series, attempts, axis) { index, isFirst in
      let rate = series.source.points.value(at: index)
      let fall = isFirst ? 0 : before - rate
      let isCut =
        !isFirst && rate > 0 && rate <= before * 0.6 && (wasCut || !(lastFall >= 0.9 * fall))
      defer { (before, lastFall, wasCut) = (rate, fall, isCut) }
      guard isCut else { return nil }
      return "learning rate \(before.rateWords) → \(rate.rateWords)"
    }
  }

  /// The marks of a series.
  ///
  /// - Parameter text: Returns the text of the mark of a point, or nil; its arguments are the index
  ///   and true for the first point of an attempt.
  private static func marks(
    _ kind: EventMark.Kind, on series: RecordedSeries, _ attempts: RecordedAttempts,
    _ axis: RunAxis,
    text: (Int, Bool) -> String?
  ) -> [RecordingMark] {
    var marks: [RecordingMark] = []
    for number in series.source.segments.indices {
      let range = series.attempt(number).clamped(to: 0..<mostPoints)
      for index in range {
        guard let text = text(index, index == range.lowerBound),
          let x = series.x(index, on: axis)
        else { continue }
        marks.append(
          RecordingMark(
            distance: attempts.distance(number, x), x: x, kind: kind, text: text))
        if marks.count > limit { return marks }
      }
    }
    return marks
  }

  /// The marks of values of a loss that are not finite while those before them were, the first few.
  private static func nonFinite(
    _ series: RecordedSeries, _ attempts: RecordedAttempts, _ axis: RunAxis
  ) -> [RecordingMark] {
    let points = series.source.points
    guard points.whole.hasGap else { return [] }
    var marks: [RecordingMark] = []
    for number in attempts.attempts.indices {
      var wasFinite = true
      for index in series.attempt(number) {
        let value = points.value(at: index)
        defer { wasFinite = value.isFinite }
        guard !value.isFinite, wasFinite, let x = series.x(index, on: axis) else { continue }
        marks.append(
          RecordingMark(
            distance: attempts.distance(number, x), x: x, kind: .warning,
            text: "\(series.name) is \(value.metricWords)"))
        if marks.count == mostNonFinite { return marks }
      }
    }
    return marks
  }

  private static let mostNonFinite = 4

  /// The greatest number of epochs in which alarms are sought.
  private static let mostWatched = 100_000

  /// The marks of epochs in which a loss begins to diverge or to overfit, the first few.
  private static func alarms(
    _ curve: Curve, _ named: [String: RecordedSeries], _ attempts: RecordedAttempts, _ axis: RunAxis
  ) -> [RecordingMark] {
    let names = [curve.validation, curve.train].compactMap(\.self)
    let all = names.compactMap { named[$0] }.filter {
      $0.isOfEpochs && $0.source.points.count <= mostWatched
    }
    guard let leading = all.first else { return [] }
    var marks: [RecordingMark] = []
    for number in attempts.attempts.indices {
      var record = AlarmRecord()
      let beside = all.dropFirst().map { series in
        (
          series.name,
          Dictionary(
            series.attempt(number).map {
              (series.x($0, on: axis) ?? .nan, series.source.points.value(at: $0))
            }, uniquingKeysWith: { $1 })
        )
      }
      for index in leading.attempt(number) {
        guard let x = leading.x(index, on: axis) else { continue }
        let begun = record.end([curve]) { name in
          name == leading.name
            ? leading.source.points.value(at: index) : beside.first { $0.0 == name }?.1[x]
        }
        for alarm in begun {
          marks.append(
            RecordingMark(
              distance: attempts.distance(number, x), x: x, kind: .warning, text: alarm.text))
        }
        if marks.count >= mostNonFinite { return marks }
      }
    }
    return marks
  }

  private static func mark(
    of message: LogMessage, _ common: CommonAxes, _ attempts: RecordedAttempts, _ axis: RunAxis
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
      } else if !message.isBeforeStart,
        text.contains("early stopping") || text.contains("earlystopping")
      {
        .end
      } else if text.contains("saving") || text.contains("saved") || text.contains("checkpoint") {
        .checkpoint
      } else if text.contains("nan") || text.contains("error") {
        .warning
      } else {
        nil
      }
    if message.isBeforeStart {
      return RecordingMark(
        distance: 0, x: attempts.attempts.first?.low ?? 0, kind: kind, text: message.text)
    }
    let end = attempts.attempts.last?.high ?? 0
    return RecordingMark(
      distance: x.map { attempts.distance($0) } ?? attempts.length, x: x ?? end,
      kind: kind, text: message.text)
  }
}
