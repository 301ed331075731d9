internal import Charts
internal import EventLists
internal import EventPanels
internal import MetricGrid
internal import RunModel
internal import SummaryPanels

/// The list of events.
extension DashboardState {
  /// Moves the event cursor, and in a recording to the moment of the event.
  mutating func chooseEvent(by steps: Int) {
    bringInEvents()
    events.isCursorLent = false
    if isPlayingBack { return seekEvent(by: steps) }
    let listed = choosableEvents(of: history.marks)
    guard let first = listed.first, let last = listed.last else { return say("no events yet") }
    let cursor = events.cursor ?? (steps > 0 ? -1 : history.marks.count)
    events.cursor =
      steps > 0 ? listed.first { $0 > cursor } ?? last : listed.last { $0 < cursor } ?? first
    show(at: events.cursor.map { history.marks[$0].x })
  }

  /// The indices of the marks that can be chosen: those of the listed events, and in the focused list
  /// also of former best values that fill its free rows.
  func choosableEvents(of marks: [EventMark]) -> [Int] {
    let listed = events.filter.listedIndices(of: marks)
    guard isFocused(.events), ScreenLayout.fits(size),
      let rect = ScreenLayout(state: self, size: size)[.events]
    else { return listed }
    let filling = EventsView(state: self, symbols: .braille).fillingMarks(in: rect)
    return filling.isEmpty ? listed : Set(listed).union(filling).sorted()
  }

  /// Lists other events: the news, all, or those of one kind.
  mutating func selectEvents() {
    bringInEvents()
    events.filter.selection = events.filter.selection.next
    (events.offset, events.cursor) = (0, nil)
    say("events: \(events.filter.selection.words)")
  }

  /// Focuses the list where the screen has no room for it beside the other panes.
  private mutating func bringInEvents() {
    guard focus.full == nil, ScreenLayout.fits(size),
      ScreenLayout(state: self, size: size)[.events] == nil
    else { return }
    focus.lend(to: .events)
  }

  /// Lists only events that match a text.
  mutating func matchEvents(_ text: String) {
    events.filter.match(text)
    (events.offset, events.cursor) = (0, nil)
  }

  /// Opens the card of the event under the cursor, else of the newest listed one, or closes it.
  mutating func toggleEventCard() {
    if events.isCardOpen { return events.closeCard() }
    if events.cursor == nil {
      events.cursor = events.filter.listedIndices(of: history.marks).last
      events.isCursorLent = true
    }
    guard events.cursor != nil else { return say("no events yet") }
    events.isCardOpen = true
  }

  /// Begins to type a pattern: for the events while their pane is focused, else for the metrics.
  mutating func startFilter() {
    if isFocused(.summaries) {
      mode = .typing(TextInput(.summaryFilter, pattern: summaries.pattern?.text))
      return
    }
    focus.full = nil
    if isFocused(.events) {
      mode = .typing(TextInput(.eventFilter, pattern: events.filter.pattern?.text))
    } else {
      focus.lend(to: .metrics)
      metrics.startFilter()
      mode = .typing(TextInput(.filter, pattern: metrics.pattern?.text))
    }
  }
}
