internal import Charts
package import RunModel

/// Everything known about one event of a run, for a card.
package struct EventDetails: Equatable, Sendable {
  /// A line of the card.
  package struct Line: Equatable, Sendable {
    /// The name.
    package let label: String
    /// The value.
    package let text: String
  }

  /// The kind of the event; nil for one without a mark.
  package let kind: EventMark.Kind?
  /// The event in words.
  package let text: String
  /// The other lines, the most important first.
  package let lines: [Line]

  /// Collects the details of an event.
  ///
  /// - Parameters:
  ///   - history: The run as of the event, or later.
  ///   - position: The position of the event in words.
  ///   - firstEpoch: The number of the first epoch, as the run or its log counts.
  ///   - isTimed: True when the run knows the times of its events.
  /// - Complexity: O(events + metrics).
  package init(
    of row: EventRow, in history: RunHistory, position: String, firstEpoch: Int, isTimed: Bool
  ) {
    (kind, text) = (row.mark, row.text)
    let end = Self.position(of: row.x, in: history, firstEpoch)
    var lines = [Line(label: "at", text: end ?? position)]
    if isTimed, row.time > 0, let start = history.startTime {
      lines.append(
        Line(
          label: "after", text: MetricFormat.duration(row.seconds(since: start)) + " of training")
      )
    }
    if row.mark == .best, let before = Self.change(of: row, in: history, firstEpoch) {
      lines.append(Line(label: "before", text: before))
    }
    if let rate = history.learningRates.lastPoint(upTo: row.x)?.y {
      lines.append(Line(label: "rate", text: rate.rateWords))
    }
    if let values = Self.values(of: row, in: history) {
      lines.append(Line(label: "values", text: values))
    }
    self.lines = lines
  }

  /// The epoch and step in words; nil for a run that does not count epochs of known length.
  private static func position(
    of x: Double, in history: RunHistory, _ first: Int
  ) -> String? {
    guard history.axis == .epoch else { return nil }
    let whole = x.rounded(.down)
    guard let epoch = Int(exactly: whole) else { return nil }
    let steps = history.info?.stepsPerEpoch ?? 0
    if x - whole < 1e-6 {
      let step = steps > 0 ? ", step \(MetricFormat.count(whole * Double(steps)))" : ""
      return epoch == 0 ? "the start" : "the end of epoch \(epoch + first - 1)\(step)"
    }
    guard steps > 0 else { return nil }
    let step = Int(((x - whole) * Double(steps)).rounded())
    return "step \(step) of \(steps) in epoch \(epoch + first)"
  }

  /// The best value before this one, and the distance to it.
  private static func change(
    of row: EventRow, in history: RunHistory, _ first: Int
  ) -> String? {
    guard let value = row.bestValue else { return nil }
    let former = history.marks.last {
      $0.kind == .best && $0.x < row.x && EventRow.metric(in: $0.text) == row.metric
    }
    guard let former, let old = EventRow.value(in: former.text) else { return nil }
    let difference = value - old
    let sign = difference < 0 ? "−" : "+"
    let isCounted = history.axis == .epoch || history.axis == .step
    let shift = history.axis == .epoch ? first - 1 : 0
    let place = isCounted ? Int(exactly: former.x.rounded()).map { " @\($0 + shift)" } ?? "" : ""
    return "\(MetricFormat.metric(old))\(place), now \(sign)\(abs(difference).metricWords)"
  }

  /// The metrics of the last epoch that had ended, without a learning rate that has a line of its own: first
  /// that of the event, then those that callbacks watch or by which the run is judged.
  private static func values(of row: EventRow, in history: RunHistory) -> String? {
    let title = row.mark == .best ? row.metric.dropFirst("best ".count) : ""
    let own = history.curves.first { $0.judgedTitle == title }?.judged ?? String(title)
    let watched = history.callbacks.filter(\.watchesPlateau).compactMap(\.monitor)
    let first = [own] + watched + [history.curves.headline?.judged].compactMap(\.self)
    let rates = history.curves.filter(\.isLearningRate).compactMap(\.judged) + ["learning_rate"]
    let all = history.epochSeries.compactMap {
      name, series -> (order: Int, name: String, value: Double)? in
      guard history.learningRates.isEmpty || !rates.contains(name) else { return nil }
      return series.lastPoint(upTo: row.x + 1e-6).map {
        (first.firstIndex(of: name) ?? first.count, name, $0.y)
      }
    }
    let values = all.enumerated().sorted {
      ($0.element.order, $0.offset) < ($1.element.order, $1.offset)
    }.map { _, point in
      let isRate = rates.contains(point.name)
      let value = isRate ? point.value.rateWords : MetricFormat.metric(point.value)
      return "\(point.name)\u{A0}\(value)"
    }
    return values.isEmpty ? nil : values.prefix(6).joined(separator: ", ")
  }
}
