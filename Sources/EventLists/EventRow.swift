package import RunModel

/// A row of the list of events: one event, or a best value with the weights that were saved for it.
package struct EventRow: Equatable, Sendable {
  /// The index of its first event among all.
  package let index: Int
  /// The time, in seconds since 1970.
  package let time: Double
  /// Seconds of training until then, without pauses; nil where the log does not tell pauses.
  package let elapsed: Double?
  /// The position on the axis.
  package let x: Double
  /// The kind of the mark beside it; nil for none.
  package let mark: EventMark.Kind?
  /// The event in words.
  package fileprivate(set) var text: String
  /// True for a best value or saved weights that a later one has replaced.
  package fileprivate(set) var isReplaced = false

  /// The phase that this change of the rate ends; nil for any other event.
  package fileprivate(set) var phase: SchedulePhase?
  /// True for a change of the rate within a phase, which the row of its last change stands for.
  package fileprivate(set) var isWithinPhase = false

  /// True for a remark on the recipe, which is made before training.
  package var isRemark: Bool { Self.isRemark(mark, text) }

  fileprivate static func isRemark(_ mark: EventMark.Kind?, _ text: String) -> Bool {
    mark == .warning && text.hasPrefix("recipe: ")
  }

  /// Seconds of training until then.
  ///
  /// - Parameter start: The start of the run, in seconds since 1970.
  package func seconds(since start: Double) -> Double { elapsed ?? max(0, time - start) }

  init(
    index: Int, time: Double, elapsed: Double? = nil, x: Double, mark: EventMark.Kind?,
    text: String, isReplaced: Bool = false
  ) {
    (self.index, self.time, self.elapsed, self.x) = (index, time, elapsed, x)
    (self.mark, self.text, self.isReplaced) = (mark, text, isReplaced)
  }

  fileprivate mutating func take(_ phases: SchedulePhases, at place: Int) {
    (phase, isWithinPhase) = (phases.ends[place], phases.parts.contains(place))
  }

  /// Creates the row of a mark on the axis, which has no time.
  package init(_ mark: EventMark, index: Int, isReplaced: Bool) {
    self.init(
      index: index, time: 0, x: mark.x, mark: mark.kind, text: mark.text, isReplaced: isReplaced)
  }

  /// The rows of a list of events, in order.
  ///
  /// - Complexity: O(events).
  package static func rows(_ entries: [RunHistory.Entry]) -> [EventRow] {
    var rows: [EventRow] = []
    rows.reserveCapacity(entries.count)
    for (index, entry) in entries.enumerated() {
      // Weights that are saved for a best value come right behind it. Behind several, it is not known for which.
      let bests = rows.suffix(2).filter { $0.mark == .best && $0.x == entry.x }
      if entry.mark == .checkpoint, bests.count == 1, let last = rows.last, last.mark == .best,
        last.x == entry.x
      {
        if !last.text.hasSuffix(Self.saved) { rows[rows.count - 1].text += Self.saved }
        continue
      }
      rows.append(
        EventRow(
          index: index, time: entry.time, elapsed: entry.elapsed, x: entry.x, mark: entry.mark,
          text: entry.text))
    }
    for index in replaced(rows.map { ($0.mark, $0.text) }) { rows[index].isReplaced = true }
    let phases = SchedulePhases(rows.map { ($0.x, $0.mark, $0.text) })
    for place in rows.indices { rows[place].take(phases, at: place) }
    return rows
  }

  static let saved = ", saved"

  /// The indices of best values and saved weights that later ones have replaced.
  fileprivate static func replaced(_ events: [(mark: EventMark.Kind?, text: String)]) -> Set<Int> {
    var known: Set<Substring> = []
    var areWeightsKnown = false
    var replaced: Set<Int> = []
    for (index, event) in events.enumerated().reversed() {
      switch event.mark {
      case .best:
        if !known.insert(metric(in: event.text)).inserted { replaced.insert(index) }
        if event.text.hasSuffix(saved) { areWeightsKnown = true }
      case .checkpoint:
        if areWeightsKnown { replaced.insert(index) }
        areWeightsKnown = true
      default: break
      }
    }
    return replaced
  }

  /// The metric of a text such as `best val/mAP 0.97, saved`: all before the value.
  static func metric(in text: String) -> Substring {
    let words = text.hasSuffix(saved) ? text.dropLast(saved.count) : text[...]
    return words.lastIndex(of: " ").map { words[..<$0] } ?? words
  }

  /// The value of such a text; nil without one.
  static func value(in text: String) -> Double? {
    let words = text.hasSuffix(saved) ? text.dropLast(saved.count) : text[...]
    return words.lastIndex(of: " ").flatMap { Double(words[words.index(after: $0)...]) }
  }

  /// The metric of a best value.
  var metric: Substring { Self.metric(in: text) }

  /// The value of a best value; nil for other events.
  var bestValue: Double? { mark == .best ? Self.value(in: text) : nil }
}

extension RunHistory.Entry {
  /// True for a remark on the recipe, which is made before training.
  package var isRemark: Bool { EventRow.isRemark(mark, text) }
}

extension Sequence<EventMark> {
  /// The indices of marks of best values and saved weights that later ones have replaced.
  ///
  /// - Complexity: O(marks).
  package var replacedIndices: Set<Int> { EventRow.replaced(map { ($0.kind, $0.text) }) }

  /// The indices of marks of changes of the rate within a phase of a schedule.
  ///
  /// - Complexity: O(marks).
  package var phasePartIndices: Set<Int> {
    SchedulePhases(map { ($0.x, $0.kind, $0.text) }).parts
  }

  /// The rows of the marks, in order.
  ///
  /// - Complexity: O(marks).
  var rows: [EventRow] {
    let marks = Array(self)
    let replaced = marks.replacedIndices
    let phases = SchedulePhases(marks.map { ($0.x, $0.kind, $0.text) })
    return marks.enumerated().map { index, mark in
      var row = EventRow(mark, index: index, isReplaced: replaced.contains(index))
      row.take(phases, at: index)
      return row
    }
  }
}
