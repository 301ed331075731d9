internal import CallbackPanels
internal import Charts
internal import Playbacks
internal import RunModel
internal import Simulation

extension DashboardState {
  /// The content of the panel of callbacks.
  var callbackScene: CallbackScene {
    CallbackScene(
      theme: theme, history: history, callbacks: callbacks, learningRate: learningRate,
      firstEpoch: playback?.overview.recorded.firstNumber ?? 1, isWhatIf: whatIf != nil,
      isRateAssumed: whatIf?.isRateAssumed == true,
      hasChoice: canChooseRows, choice: selection.choice, opened: selection.opened,
      pending: pendingValue)
  }

  /// All rows of the panel that can be chosen, from the top.
  var choices: [Choice] { callbackScene.choices }

  /// True when the metrics of a log are shown in place of the panel, because it has no callbacks but
  /// some can be tried.
  var isInviting: Bool {
    callbacks.isEmpty && playback != nil && history.status == .recorded
  }
}

extension CallbacksView: PanelView {
  static let pageName: String? = nil

  init(state: DashboardState, symbols: Symbols) {
    self.init(scene: state.callbackScene, symbols: symbols)
  }
}
