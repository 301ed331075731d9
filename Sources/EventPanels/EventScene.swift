internal import Charts
package import EventLists
package import RunDisplay
package import RunModel
package import Themes

/// Everything that the list of events and the card of an event show.
package struct EventScene {
  /// The colours.
  package var theme: Theme
  /// The run as of the moment that is shown.
  package var history: RunHistory
  /// The axis of the charts.
  package var axis: TimeAxis
  /// True when the run knows the times of its events.
  package var isTimed: Bool
  /// The decimals of times.
  package var decimals: Int
  /// The events that are listed.
  package var filter: EventFilter
  /// The index of the mark under the event cursor; nil without a cursor.
  package var cursor: Int?
  /// The number of rows that the list is scrolled back.
  package var offset: Int
  /// True when the arrows act in the list.
  package var isFocused: Bool
  /// The key that selects other events.
  package var selectionKey: String

  /// Creates the scene of a screen.
  package init(
    theme: Theme, history: RunHistory, axis: TimeAxis, isTimed: Bool, decimals: Int,
    filter: EventFilter, cursor: Int?, offset: Int, isFocused: Bool, selectionKey: String
  ) {
    (self.theme, self.history, self.axis) = (theme, history, axis)
    (self.isTimed, self.decimals, self.filter) = (isTimed, decimals, filter)
    (self.cursor, self.offset, self.isFocused) = (cursor, offset, isFocused)
    self.selectionKey = selectionKey
  }

  /// All rows.
  var allRows: [EventRow] { EventRow.rows(history.entries) }

  /// The epochs for which an event is news.
  private static let newsEpochs = 2.0

  /// True for a position within the last epochs, and for any on an axis that has no epochs.
  func isNews(_ x: Double) -> Bool {
    switch axis.kind {
    case .epoch: x >= history.position - Self.newsEpochs
    case .step:
      history.steps == 0 || x >= history.position - Self.newsEpochs * Double(history.steps)
    case .time, .wall: true
    }
  }

  /// The number of rows of the list; of a long one that of all events.
  package var listedCount: Int {
    let count = history.entries.count
    return count > 500 ? count : filter.listed(of: allRows).count
  }

  /// The row of the mark under the event cursor; nil without one.
  func rowAtCursor(_ rows: [EventRow]) -> EventRow? {
    guard let cursor, history.marks.indices.contains(cursor) else { return nil }
    let mark = history.marks[cursor]
    // Weights that were saved with a best value share its row.
    return rows.last { Self.isRow($0, of: mark) }
      ?? rows.last { $0.x == mark.x && $0.mark == .best && mark.kind == .checkpoint }
  }

  /// The index of the mark of a row; nil for a row without one.
  func mark(of row: EventRow) -> Int? {
    history.marks.lastIndex { Self.isRow(row, of: $0) }
  }

  private static func isRow(_ row: EventRow, of mark: EventMark) -> Bool {
    row.x == mark.x && row.mark == mark.kind && row.text.hasPrefix(mark.text)
  }

  /// The text of a row; among news, one row stands for a phase of a schedule.
  func text(of row: EventRow) -> String {
    guard let phase = row.phase, filter.leavesOutFormerBests else { return row.text }
    let rates = "\(phase.old.rateWords) → \(phase.new.rateWords)"
    let range = "\(position(phase.start))–\(position(row.x))"
    let unit = axis.kind == .epoch || axis.kind == .step ? "\(axis.kind.rawValue)s " : ""
    return "rate \(rates) over \(unit)\(range)"
  }

  /// A position on the axis: the epoch, with two decimals within one, or the step.
  func position(_ x: Double) -> String {
    if axis.kind == .wall { return ClockTime(x + axis.timeZone).words(within: 3600) }
    guard axis.kind == .epoch, abs(x - x.rounded()) > 1e-6 else { return axis.label(x) }
    return String(axis.label(exactly: x).dropFirst("epoch ".count).prefix { $0 != " " })
  }
}
