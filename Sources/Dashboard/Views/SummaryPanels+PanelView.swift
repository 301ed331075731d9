internal import Cells
internal import ChartPanels
internal import Charts
internal import MetricGrid
internal import Playbacks
internal import Recordings
internal import SummaryPanels

extension DashboardState {
  /// The series of values beyond numbers that the run has.
  var summaryNames: [SummaryName] { playback?.overview.summaries ?? [] }

  /// The one that the screen shows; nil where their pane has no room.
  var shownSummary: SummaryName? {
    guard !summaryNames.isEmpty, ScreenLayout(state: self, size: size)[.summaries] != nil else {
      return nil
    }
    return summaries.shown(of: summaryNames)
  }

  /// True for a log without numbers, whose charts would be empty.
  var hasOnlySummaries: Bool { !summaryNames.isEmpty && metrics.curves.isEmpty }

  /// Scrolls the shown text, or moves the line at which the shown curve is read.
  mutating func scrollSummary(by lines: Int) {
    guard let rect = ScreenLayout(state: self, size: size)[.summaries] else { return }
    let view = SummariesView(state: self, symbols: .braille)
    summaries.scroll(by: lines, upTo: view.lastOffset(in: rect))
  }
}

extension SummariesView: PanelView {
  static let pageName: String? = "summaries"

  static func isPage(in state: DashboardState) -> Bool {
    !state.summaryNames.isEmpty && !state.hasOnlySummaries
  }

  init(state: DashboardState, symbols: Symbols) {
    self.init(
      scene: SummaryScene(
        theme: state.theme, names: state.summaryNames, state: state.summaries,
        axis: state.chartScene.axis, isFocused: state.isFocused(.summaries)),
      symbols: symbols)
  }
}
