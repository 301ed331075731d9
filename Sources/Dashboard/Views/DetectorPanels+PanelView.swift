internal import Cells
internal import Charts
internal import DetectorPanels

extension ImageView: PanelView {
  static let pageName: String? = "image"

  static func isPage(in state: DashboardState) -> Bool {
    state.isDetector && state.detector.isImageShown
  }

  init(state: DashboardState, symbols: Symbols) {
    self.init(
      history: state.history, settings: state.detector, theme: state.theme, symbols: symbols)
  }
}

extension ClassesView: PanelView {
  static let pageName: String? = "classes"

  static func isPage(in state: DashboardState) -> Bool { state.isDetector }

  init(state: DashboardState, symbols: Symbols) {
    self.init(
      history: state.history, offset: state.detector.classOffset, theme: state.theme,
      symbols: symbols)
  }
}

extension ErrorsView: PanelView {
  static let pageName: String? = "errors"

  static func isPage(in state: DashboardState) -> Bool { isShown(state.history) }

  init(state: DashboardState, symbols: Symbols) {
    self.init(history: state.history, theme: state.theme, symbols: symbols)
  }
}

extension PrecisionRecallView: PanelView {
  static let pageName: String? = "precision-recall"

  static func isPage(in state: DashboardState) -> Bool { isShown(state.history) }

  init(state: DashboardState, symbols: Symbols) {
    self.init(
      history: state.history, settings: state.detector, theme: state.theme, symbols: symbols)
  }
}

extension ConfusionView: PanelView {
  static let pageName: String? = "confusion"

  static func isPage(in state: DashboardState) -> Bool { state.isDetector }

  init(state: DashboardState, symbols: Symbols) {
    self.init(history: state.history, theme: state.theme, symbols: symbols)
  }
}
