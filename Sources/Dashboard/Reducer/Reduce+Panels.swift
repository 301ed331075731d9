internal import DetectorPanels
internal import EventPanels
internal import RunModel

/// The detector's panels.
extension DashboardState {
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
