internal import Cells
internal import DetectorPanels
internal import EventLists
internal import MetricGrid
internal import Playbacks
internal import RunModel
internal import SummaryPanels

extension KeyTable {
  /// The keys that move the focus.
  static let focus: [KeyBinding] = [
    KeyBinding(
      "next-pane", [.tab], "tab", footer: { $0.isWaiting ? "" : "focus" },
      help: "focus a pane (⇧tab backwards)", .change { $0.moveFocus(by: 1) }),
    KeyBinding(
      "previous-pane", [.backTab], "⇧tab", plain: "S-tab", .change { $0.moveFocus(by: -1) }),
    KeyBinding(
      "full", [.character("z")], "z", help: "the pane on the whole screen",
      .change { $0.toggleFull($0.enlargedPane) }),
    KeyBinding(
      "filter", [.character("/")], "/", footer: { $0.isWaiting ? "" : "find" },
      help: "find metrics or events", when: .playback, .change { $0.startFilter() }),
  ]

  /// The keys of the open card, else of the focused pane, in place of those of the whole table.
  static func focused(in state: DashboardState) -> [KeyBinding] {
    state.events.isCardOpen ? eventCard : state.focus.pane.map(focused) ?? []
  }

  private static func focused(_ pane: Panel) -> [KeyBinding] {
    switch pane {
    case .charts: charts + seeking
    case .metrics: metrics + seeking
    case .runs: runs + [full(.runs)] + seeking
    case .callbacks: []
    case .events: events + [finding("find events")] + seeking
    case .output: rows("older, newer text", full: .output) { $0.scroll(by: -$1) } + seeking
    case .image: images
    case .classes:
      rows("classes above, below", "class", full: .classes) { $0.scroll(by: -$1) } + seeking
    case .confusion: rows("", full: .confusion) { _, _ in } + seeking
    case .errors: rows("", full: .errors) { _, _ in } + seeking
    case .precisionRecall:
      rows("the curve of another class", "class", full: .precisionRecall) {
        $0.detector.chooseClass(by: $1, in: $0.history.report)
      } + seeking
    case .summaries: summaries + seeking
    case .ranks: rows("", full: .ranks) { _, _ in } + seeking
    }
  }

  static func full(_ pane: Panel) -> KeyBinding {
    KeyBinding(
      "", [.enter], "⏎", plain: "enter", footer: { $0.focus.full == nil ? "full" : "close" },
      help: "on the whole screen; esc closes",
      .change { $0.toggleFull(pane) })
  }

  /// The key that finds rows of a pane, which comes before keys that work everywhere.
  private static func finding(_ help: String) -> KeyBinding {
    KeyBinding(
      "", [.character("/")], "/", footer: "find", help: help, when: .playback,
      .change { $0.startFilter() })
  }

  /// The keys that move down and up in a pane.
  private static func rows(
    _ help: String, _ footer: String = "", full pane: Panel,
    _ move: @escaping @Sendable (inout DashboardState, Int) -> Void
  ) -> [KeyBinding] {
    [
      KeyBinding(
        "", [.down], "↑↓", plain: "up/down", footer: footer, help: help, .change { move(&$0, 1) }),
      KeyBinding("", [.up], "↑", plain: "up", .change { move(&$0, -1) }), full(pane),
    ]
  }

  /// The arrows across, which move through the run wherever they change nothing.
  private static let seeking: [KeyBinding] = [
    KeyBinding(
      "", [.right], "←→", plain: "left/right", footer: "back, on", help: "an epoch back, forward",
      when: .playback, .change { $0.seekOrPan(by: 1) }),
    KeyBinding("", [.left], "←", when: .playback, .change { $0.seekOrPan(by: -1) }),
    KeyBinding(
      "", [.shiftRight, .character("]")], "[ ]", help: "ten epochs (or Shift, arrows)",
      when: .playback, .change { $0.seekOrPan(by: 10) }),
    KeyBinding(
      "", [.shiftLeft, .character("[")], "[", when: .playback, .change { $0.seekOrPan(by: -10) }),
  ]

  private static let charts: [KeyBinding] = [
    KeyBinding(
      "", [.down], "↑↓", plain: "up/down", footer: "chart", help: "the chart before, after",
      .change { $0.metrics.chooseChart(by: 1) }),
    KeyBinding("", [.up], "↑", plain: "up", .change { $0.metrics.chooseChart(by: -1) }),
    KeyBinding(
      "", [.pageDown], "PgUp PgDn", footer: { $0.hasChartPages ? "page" : "" },
      help: "the page of charts before, after", .change { $0.turnChartPage(by: 1) }),
    KeyBinding(
      "", [.pageUp], "PgUp", .change { $0.turnChartPage(by: -1) }),
    finding("find metrics"), full(.charts),
  ]

  private static let metrics: [KeyBinding] = [
    KeyBinding(
      "", [.down], "↑↓", plain: "up/down", footer: "metric", help: "the metric above, below",
      .change { $0.metrics.chooseRow(by: 1) }),
    KeyBinding("", [.up], "↑", plain: "up", .change { $0.metrics.chooseRow(by: -1) }),
    finding("find metrics"),
    KeyBinding(
      "", [.pageDown], "PgDn", help: "metrics further down",
      .change { $0.metrics.chooseRow(by: max(1, $0.size.height / 2)) }),
    KeyBinding(
      "", [.pageUp], "PgUp", help: "metrics further up",
      .change { $0.metrics.chooseRow(by: -max(1, $0.size.height / 2)) }),
    KeyBinding(
      "", [.character(" ")], "space", footer: "pin, hide", help: "pin, hide or show its chart",
      .change { $0.metrics.changeStanding() }),
    KeyBinding(
      "", [.character("K")], "K J", help: "pin it, or move the pin up, down",
      .change { $0.metrics.movePin(by: -1) }),
    KeyBinding("", [.character("J")], "J", .change { $0.metrics.movePin(by: 1) }),
    full(.charts),
  ]

  private static let events: [KeyBinding] = [
    KeyBinding(
      "", [.down], "↑↓", plain: "up/down", footer: "event", help: "the event before, after",
      .change { $0.chooseEvent(by: 1) }),
    KeyBinding("", [.up], "↑", plain: "up", .change { $0.chooseEvent(by: -1) }),
    KeyBinding(
      "", [.enter], "⏎", plain: "enter", footer: { $0.events.isCardOpen ? "close" : "details" },
      help: "everything about the event", .change { $0.toggleEventCard() }),
  ]

  /// The keys of the card of an event, whatever is focused: no arrow acts behind it.
  private static let eventCard: [KeyBinding] =
    events + [
      KeyBinding(
        "", [.right, .shiftRight, .character("]")], "→", .change { $0.chooseEvent(by: 1) }),
      KeyBinding(
        "", [.left, .shiftLeft, .character("[")], "←", .change { $0.chooseEvent(by: -1) }),
      KeyBinding("", [.escape], "esc", .change { $0.toggleEventCard() }),
    ]

  private static let summaries: [KeyBinding] =
    rows("the one above, below", "next", full: .summaries) {
      $0.summaries.choose(by: $1, of: $0.summaryNames)
    }
    + [
      finding("find by name"),
      KeyBinding(
        "", [.pageDown, .character(".")], ". ,", help: "along a curve; PgUp PgDn a text",
        .change { $0.scrollSummary(by: 5) }),
      KeyBinding(
        "", [.pageUp, .character(",")], ",", .change { $0.scrollSummary(by: -5) }),
    ]

  private static let images: [KeyBinding] = [
    KeyBinding(
      "", [.right, .down], "←→", plain: "left/right", footer: "image",
      help: "the image before, after", .change { $0.showImage(by: 1) }),
    KeyBinding("", [.left, .up], "←", plain: "left", .change { $0.showImage(by: -1) }),
    full(.image),
  ]
}
