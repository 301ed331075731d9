package import Recordings
package import RunDisplay
package import Themes

/// Everything that the pane of histograms, texts and precision-recall curves shows.
package struct SummaryScene {
  /// The colours.
  package let theme: Theme
  /// The names of all series.
  package let names: [SummaryName]
  /// The settings of the pane.
  package let state: SummaryState
  /// The axis of the charts.
  package let axis: TimeAxis
  /// True when the arrows act in the pane.
  package let isFocused: Bool
  /// The names that the list shows.
  let listed: [SummaryName]
  /// The series that is shown; nil without any that is listed.
  let shown: SummaryName?

  /// Creates the scene of a screen.
  package init(
    theme: Theme, names: [SummaryName], state: SummaryState, axis: TimeAxis, isFocused: Bool
  ) {
    (self.theme, self.names, self.state) = (theme, names, state)
    (self.axis, self.isFocused) = (axis, isFocused)
    listed = state.listed(of: names)
    shown = state.shown(among: listed)
  }

  /// The shown series as of the moment; nil before its first value.
  var reading: SummaryReading? { state.reading.flatMap { $0.name == shown ? $0 : nil } }
}
