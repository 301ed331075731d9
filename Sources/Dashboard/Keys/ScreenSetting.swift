internal import Cells
internal import ChartPanels
internal import CommandEntry
internal import MetricGrid
internal import Playbacks
internal import RunComparison
internal import RunModel
internal import Themes

extension ScreenSetting {
  /// The situations in which it can be typed.
  var scope: KeyScope {
    switch self {
    case .theme: .always
    case .run, .sort: .severalRuns
    case .metric, .epoch, .at, .axis, .x, .smooth, .y, .target, .speed: .playback
    }
  }

  /// The possible words after the name; empty when they cannot be listed.
  func arguments(in state: DashboardState) -> [String] {
    switch self {
    case .metric: state.metrics.curves.map(\.title)
    case .theme: state.themes.all.map(\.name) + [ThemeSelection.automatic]
    case .axis: state.playback?.overview.axes.map(\.rawValue) ?? []
    case .x: ["log", "linear"]
    case .run: state.playback?.overviews.map(\.name) ?? []
    case .sort:
      RunOrder.words
        + SettingDifferences(state.playback?.overviews.map(\.settings) ?? []).rows.map(\.head)
    case .y: ["clip", "auto", "log", "linear", "loss"]
    case .epoch, .at, .smooth, .target, .speed: []
    }
  }
}

extension DashboardState {
  /// Applies a setting.
  ///
  /// - Parameters:
  ///   - words: The words after its name, at least one.
  ///   - argument: The same as one text.
  /// - Returns: The reason why it cannot be applied, or what it was applied to; nil for nothing to say.
  mutating func apply(_ setting: ScreenSetting, _ words: [String], _ argument: String) -> String? {
    guard setting.scope.includes(self) else { return setting.scope.refusal(in: self).text }
    switch setting {
    case .metric: return showMetric(named: argument)
    case .theme:
      followsBackground = false
      return themes.choose(words[0]) ? nil : "there is no theme \(words[0].sanitized)"
    case .run: return showRun(named: argument)
    case .sort:
      runs.sort(by: RunOrder(words[0]))
      return nil
    case .epoch, .speed:
      _ = seek(setting.rawValue, words[0])
      return nil
    case .at:
      let axes = playback?.overview.axes ?? []
      guard
        let axis = words.count == 1
          ? playback?.axis
          : words.count == 2 ? axes.first(where: { $0.rawValue == words[0] }) : nil,
        let x = Double(words[words.count - 1].filter { $0 != "," }), x.isFinite
      else {
        return "at takes a number on the axis, such as 12"
          + (axes.contains(.step) ? ", or a step: at step 1234" : "")
      }
      return playback?.read(at: x, on: axis)
    case .axis:
      guard let axis = RunAxis(rawValue: words[0]),
        playback?.overview.axes.contains(axis) == true
      else {
        return "the axes of this log are \(setting.arguments(in: self).joined(separator: ", "))"
      }
      playback?.use(axis)
      return nil
    case .x:
      guard ["log", "linear"].contains(words[0]) else { return "x takes log or linear" }
      return useLogarithm(words[0] == "log")
    case .smooth: return charts.smooth(words[0])
    case .y:
      return charts.setAxis(words, of: shownCurve, mainLoss: lossCurve, among: metrics.curves)
    case .target:
      return charts.setTarget(words[0], of: shownCurve)
        ?? "target \(words[0].sanitized) in \(shownCurve?.title.sanitized ?? "the chart")"
    }
  }

  /// Shows the metric with a name, or with the only one that contains it.
  private mutating func showMetric(named name: String) -> String? {
    let titles = metrics.curves.map(\.title)
    let similar = titles.filter { $0.lowercased().contains(name.lowercased()) }
    if titles.contains(name) {
      metrics.choose(named: name)
    } else if let curve = metrics.curves.first(where: { $0.judgedTitle == name }) {
      metrics.choose(named: curve.title)
    } else if similar.count == 1 {
      metrics.choose(named: similar[0])
    } else {
      return similar.isEmpty
        ? "there is no metric \(name.sanitized)"
        : "\(similar.count) metrics contain \(name.sanitized); Tab lists them"
    }
    return nil
  }

  /// Shows the run with a number or a name, or with the only name that contains it.
  private mutating func showRun(named name: String) -> String? {
    let names = playback?.overviews.map(\.name) ?? []
    if let number = Int(name), names.indices.contains(number - 1) {
      chooseRun(number - 1)
      return nil
    }
    let similar = names.indices.filter { names[$0].lowercased().contains(name.lowercased()) }
    guard let index = names.firstIndex(of: name) ?? (similar.count == 1 ? similar[0] : nil) else {
      return similar.isEmpty
        ? "there is no run \(name.sanitized); run takes a name, or a number from 1 to \(names.count)"
        : "\(similar.count) runs contain \(name.sanitized); Tab lists them"
    }
    chooseRun(index)
    return nil
  }
}
