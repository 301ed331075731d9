extension EventRow {
  /// True for what a person should see first.
  package var isImportant: Bool { mark?.isImportant == true }

  /// The rows that are shown where not all fit: the newest, then important ones, then others, each
  /// from the newest back.
  ///
  /// - Parameters:
  ///   - room: The lines of the list.
  ///   - lines: The number of lines of a row.
  /// - Returns: The rows in their order.
  /// - Complexity: O(rows).
  package static func fitting(
    _ rows: [EventRow], in room: Int, lines: (EventRow) -> Int
  ) -> [EventRow] {
    var left = room
    var shown: Set<Int> = []
    func show(_ candidates: some Sequence<EventRow>) {
      for row in candidates where left > 0 && !shown.contains(row.index) {
        let needed = lines(row)
        // The newest row is shown in any case.
        guard needed <= left || shown.isEmpty else { return }
        left -= needed
        shown.insert(row.index)
      }
    }
    show(rows.suffix(1))
    show(rows.reversed().lazy.filter(\.isImportant))
    show(rows.reversed())
    return rows.filter { shown.contains($0.index) }
  }

  /// The newest important row; nil without one.
  package static func headline(of rows: [EventRow]) -> EventRow? { rows.last(where: \.isImportant) }
}
