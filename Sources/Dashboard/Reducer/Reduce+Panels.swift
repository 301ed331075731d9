internal import DetectorPanels
internal import EventLists
internal import RunModel

/// Charts, events and the detector's panels.
extension DashboardState {
  /// Moves the event cursor, and in a recording to the moment of the event.
  mutating func chooseEvent(by steps: Int) {
    if isPlayingBack { return seekEvent(by: steps) }
    let listed = listedMarks(of: history)
    guard let first = listed.first, let last = listed.last else { return say("no events yet") }
    let cursor = events.cursor ?? (steps > 0 ? -1 : history.marks.count)
    events.cursor =
      steps > 0 ? listed.first { $0 > cursor } ?? last : listed.last { $0 < cursor } ?? first
  }

  /// The indices of the marks that the events list shows.
  func listedMarks(of history: RunHistory) -> [Int] {
    let replaced = history.marks.replacedIndices
    return history.marks.indices.filter { index in
      let mark = history.marks[index]
      return events.selection.includes(
        EventRow(mark, index: index, isReplaced: replaced.contains(index)))
    }
  }

  /// Lists other events: all but former bests, all, or those of one kind.
  mutating func selectEvents() {
    events.selection = events.selection.next
    (events.offset, events.cursor) = (0, nil)
    say("events: \(events.selection.words)")
  }

  /// Shows another sample image.
  mutating func showImage(by steps: Int) {
    // Counted from the image that is shown, so that the number stays small.
    detector.imageIndex = (shownSample ?? 0) + steps
  }

  /// Scrolls the events back and the classes up, or the other way for a negative number.
  mutating func scroll(by lines: Int) {
    let listed = output.isShown ? output.lines.count : history.entries.count
    events.offset = max(0, min(events.offset + lines, max(0, listed - 1)))
    let classes = history.report?.classes.count ?? 0
    detector.classOffset = max(0, min(detector.classOffset - lines, max(0, classes - 1)))
  }
}
