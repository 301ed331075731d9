package import MetricGrid
package import RunModel

/// The events that are listed: those of a selection, and of them those that match a typed pattern.
package struct EventFilter: Equatable, Sendable {
  /// The selection.
  package var selection = EventSelection.news
  /// The typed pattern; nil for none.
  package private(set) var pattern: MetricPattern?

  /// True when only former best values and the weights saved with them are left out.
  package var leavesOutFormerBests: Bool { selection == .news && pattern == nil }

  /// Creates a filter that lists the news.
  package init() {}

  /// Lists only events whose text matches; all of the selection for an empty text.
  package mutating func match(_ text: String) { pattern = text.isEmpty ? nil : MetricPattern(text) }

  /// The listed rows, in order.
  ///
  /// A pattern searches former best values, too, unless another selection leaves them out.
  ///
  /// - Complexity: O(rows · characters).
  package func listed(of rows: [EventRow]) -> [EventRow] {
    guard let pattern else { return rows.filter(selection.includes) }
    let searched = selection == .news ? rows : rows.filter(selection.includes)
    let texts = searched.map { row in "\(row.text) \(row.mark?.name ?? "")" }
    return pattern.matches(in: texts, inOrder: false).map { searched[$0] }
  }

  /// The indices of the listed marks.
  ///
  /// - Complexity: O(marks · characters).
  package func listedIndices(of marks: [EventMark]) -> [Int] {
    listed(of: marks.rows).map(\.index)
  }
}
