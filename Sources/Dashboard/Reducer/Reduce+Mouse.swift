internal import Cells
internal import ChartPanels
internal import Charts
internal import MetricGrid
internal import Playbacks
internal import RunDisplay
internal import RunModel

extension DashboardState {
  /// Goes to the moment of a press on the charts; reads the values there with the right button, or
  /// while values are read; zooms around it with the wheel.
  mutating func use(_ mouse: Mouse, on size: Size) {
    guard mode == .normal, let playback, let x = x(under: mouse, on: size) else { return }
    switch mouse.action {
    case .rightPress: self.playback?.read(at: x)
    case .press where isReading: self.playback?.read(at: x)
    case .press:
      self.playback?.isPlaying = false
      self.playback?.seek(playback.overview.moment(at: x, on: playback.axis))
    case .wheelUp: self.playback?.zoom(by: 0.7, around: x)
    case .wheelDown: self.playback?.zoom(by: 1 / 0.7, around: x)
    }
  }

  /// The coordinate on the axis under the mouse; nil outside the charts.
  private func x(under mouse: Mouse, on size: Size) -> Double? {
    guard ScreenLayout.fits(size), let charts = ScreenLayout(state: self, size: size)[.charts],
      charts.contains(column: mouse.column, row: mouse.row)
    else { return nil }
    let columns = ChartsView.chartColumns(of: chartScene, in: charts)
    guard let column = columns.first(where: { $0.contains(column: mouse.column, row: mouse.row) })
    else { return nil }
    let plot = column.inset(left: 1 + ChartsView.gutter, right: 1)
    guard plot.width > 1 else { return nil }
    let share = Double(mouse.column - plot.x) / Double(plot.width - 1)
    let scale = chartScene.axis.scale
    return scale.lower + max(0, min(1, share)) * (scale.upper - scale.lower)
  }
}
