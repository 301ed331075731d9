internal import ChartPanels
internal import Charts
internal import EventLists
internal import EventPanels
internal import Playbacks
internal import RunDisplay

extension DashboardState {
  /// What the list of events and the card of an event show.
  var eventScene: EventScene {
    EventScene(
      theme: theme, history: history, axis: chartScene.axis,
      isTimed: playback?.overview.isTimed != false, decimals: playback?.overview.decimals ?? 0,
      filter: events.filter, cursor: events.cursor, offset: events.offset,
      isFocused: isFocused(.events), selectionKey: KeyTable.key("events", in: self))
  }
}

extension OutputView: PanelView {
  static let pageName: String? = nil

  init(state: DashboardState, symbols: Symbols) {
    self.init(
      output: state.output, offset: state.events.offset, theme: state.theme, symbols: symbols)
  }
}

extension EventsView: PanelView {
  static let pageName: String? = nil

  init(state: DashboardState, symbols: Symbols) {
    self.init(scene: state.eventScene, symbols: symbols)
  }
}
