internal import Cells
internal import ChartPanels
internal import DetectorPanels
internal import MetricGrid
internal import RunModel
internal import Themes

extension KeyTable {
  /// The keys that change what charts and panels show.
  static let panels: [KeyBinding] = [
    KeyBinding(
      "next-event", [.character("e")], "e E", footer: { $0.isWaiting ? "" : "events" },
      help: "an event; D details, F others", .change { $0.chooseEvent(by: 1) }),
    KeyBinding(
      "previous-event", [.character("E")], "E", .change { $0.chooseEvent(by: -1) }),
    KeyBinding(
      "metric", [.character("m")], "m M", footer: { $0.isWaiting ? "" : "metric" },
      help: "next, previous metric", .change { $0.metrics.chooseChart(by: 1) }),
    KeyBinding(
      "previous-chart", [.character("M")], "M", .change { $0.metrics.chooseChart(by: -1) }),
    KeyBinding(
      "logarithm", [.character("y")], "y", help: "logarithmic losses, on or off",
      .change { $0.say($0.charts.switchLosses(among: $0.metrics.curves)) }),
    KeyBinding(
      "theme", [.character("t")], "t", footer: "theme", help: "choose a theme from a list",
      .change { $0.chooseTheme() }),
    KeyBinding(
      "view", [.character("v")], "v", footer: "view", isAlwaysInFooter: true,
      help: Panel.pageNames, when: .pages, .change { $0.turnPage() }),
    KeyBinding(
      "next-image", [.character(".")], ". ,", help: "next, previous image", when: .detector,
      .change { $0.showImage(by: 1) }),
    KeyBinding(
      "previous-image", [.character(",")], ",", when: .detector, .change { $0.showImage(by: -1) }),
    KeyBinding(
      "image", [.character("i")], "i", help: "images, on or off", when: .detector,
      .change {
        $0.detector.isImageShown.toggle()
        $0.say($0.detector.isImageShown ? "images on" : "images off; i shows them again")
      }),
    KeyBinding("event-card", [.character("D")], "D", .change { $0.toggleEventCard() }),
    KeyBinding(
      "events", [.character("F")], "F", .change { $0.selectEvents() }),
    KeyBinding(
      "older", [.pageUp], "PgUp", help: "older, above; PgDn newer, below",
      .change { $0.scroll(by: 5) }),
    KeyBinding(
      "newer", [.pageDown], "PgDn", .change { $0.scroll(by: -5) }),
  ]
}
