internal import CurveStore
package import MetricGrid
public import Recordings

/// The settings of the pane with histograms, texts and precision-recall curves.
public struct SummaryState: Equatable, Sendable {
  /// The series that the person has chosen; nil for the first.
  public private(set) var chosen: SummaryName?
  /// The pattern of the list; nil for none.
  package private(set) var pattern: MetricPattern?
  /// The number of lines that a text is scrolled down.
  package private(set) var offset = 0
  /// The recall at which curves are read; nil for that of the best balance.
  package private(set) var recall: Double?
  /// The shown series as of the moment; nil before its first value.
  public package(set) var reading: SummaryReading?

  /// The settings at the start.
  public init() {}

  /// The names that the list shows: histograms, texts, then curves.
  package func listed(of names: [SummaryName]) -> [SummaryName] {
    let order: [SummaryKind] = [.histogram, .text, .precisionRecall]
    let sorted = order.flatMap { kind in names.filter { $0.kind == kind } }
    guard let pattern else { return sorted }
    return pattern.matches(in: sorted.map(\.name)).map { sorted[$0] }
  }

  /// The series that is shown: the chosen one, or the first that is listed; nil without any.
  package func shown(of names: [SummaryName]) -> SummaryName? { shown(among: listed(of: names)) }

  /// The series of a list that is shown; nil when it is empty.
  func shown(among listed: [SummaryName]) -> SummaryName? {
    chosen.flatMap { listed.contains($0) ? $0 : nil } ?? listed.first
  }

  /// Shows a series.
  package mutating func choose(_ name: SummaryName) {
    chosen = name
    (offset, recall) = (0, nil)
  }

  /// Shows a series further down the list, or up for a negative number.
  package mutating func choose(by steps: Int, of names: [SummaryName]) {
    let listed = listed(of: names)
    guard let shown = shown(among: listed), let index = listed.firstIndex(of: shown) else { return }
    choose(listed[max(0, min(listed.count - 1, index + steps))])
  }

  /// Lists only names that match a text; empty for all.
  package mutating func filter(by text: String) {
    pattern = text.isEmpty ? nil : MetricPattern(text)
  }

  /// Scrolls a text down, or up for a negative number; moves the line at which a curve is read.
  ///
  /// - Parameter last: The greatest number of rows that a text can be scrolled down.
  package mutating func scroll(by lines: Int, upTo last: Int) {
    switch reading?.value {
    case .text: offset = max(0, min(min(offset, last) + lines, last))
    case .precisionRecall(let curve):
      let present = recall ?? curve.best.map { Double(curve.recall[$0]) } ?? 0
      recall = max(0, min(1, present + 0.02 * Double(lines.signum())))
    case .histogram, nil: break
    }
  }
}

extension SummaryValue.PrecisionRecall {
  /// The harmonic mean of precision and recall (F1) at a point; 0 where both are 0.
  func balance(at index: Int) -> Double {
    let (precision, recall) = (Double(precision[index]), Double(recall[index]))
    return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0
  }

  /// The index of the point with the greatest F1; nil without one above 0.
  var best: Int? {
    recall.indices.filter { balance(at: $0) > 0 }.max { balance(at: $0) < balance(at: $1) }
  }
}
