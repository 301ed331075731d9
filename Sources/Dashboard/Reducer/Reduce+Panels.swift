internal import DetectorPanels
internal import RunModel

/// Charts, events and the detector's panels.
extension DashboardState {
  /// Moves the event cursor, and in a recording to the moment of the event.
  mutating func chooseEvent(by steps: Int) {
    if isPlayingBack { return seekEvent(by: steps) }
    let count = history.marks.count
    guard count > 0 else { return say("no events yet") }
    if let cursor = events.cursor {
      events.cursor = max(0, min(count - 1, cursor + steps))
    } else {
      events.cursor = steps > 0 ? 0 : count - 1
    }
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
