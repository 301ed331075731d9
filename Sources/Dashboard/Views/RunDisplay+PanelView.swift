internal import Charts
internal import RunDisplay

extension RanksView: PanelView {
  static let pageName: String? = "ranks"

  static func isPage(in state: DashboardState) -> Bool { isShown(state.history) }

  init(state: DashboardState, symbols: Symbols) {
    self.init(history: state.history, theme: state.theme, symbols: symbols)
  }
}
