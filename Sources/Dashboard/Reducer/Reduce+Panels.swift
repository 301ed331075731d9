internal import Charts
internal import DetectorPanels
internal import EventLists
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
    let layout = ScreenLayout(state: self, size: size)
    // As far as the panes show it, so that no press is lost at the end of a list.
    func moved(_ offset: Int, by lines: Int, upTo last: Int) -> Int {
      max(0, min(min(offset, last) + lines, last))
    }
    let text = layout[.output].map { OutputView(state: self, symbols: .braille).mostOffset(in: $0) }
    let list = layout[.events].map { EventsView(state: self, symbols: .braille).mostOffset(in: $0) }
    if let last = text ?? list { events.offset = moved(events.offset, by: lines, upTo: last) }
    if let rect = layout[.classes] {
      let last = ClassesView(state: self, symbols: .braille).mostOffset(in: rect)
      detector.classOffset = moved(detector.classOffset, by: -lines, upTo: last)
    }
  }
}
