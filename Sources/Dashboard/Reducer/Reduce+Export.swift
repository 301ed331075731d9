internal import ChartPanels
internal import MetricGrid
internal import RunModel

extension DashboardState {
  /// Asks for the shown charts to be written to a file.
  mutating func export(_ words: [String]) -> [DashboardEffect] {
    guard playback != nil else {
      let refusal = KeyScope.playback.refusal(in: self)
      say(refusal.text, while: refusal.condition)
      return []
    }
    guard let export = ChartExport(words, metrics: metrics.charted.map(\.title)) else {
      say("export takes a format and a file, such as export svg run.svg")
      return []
    }
    say("exporting…")
    return [.export(export)]
  }
}
