internal import Cells
internal import Charts
internal import OrderedCollections
internal import RunDisplay
internal import RunModel
internal import Themes

/// The screen of a terminal that is too small: the run in a few lines and the size that is needed.
struct SmallScreenView {
  let state: DashboardState
  let symbols: Symbols

  func draw(in rect: Rect, on grid: inout CellGrid) {
    let theme = state.theme
    let history = state.history
    let needed = ScreenLayout.smallest
    var lines: [PanelFrame.Piece] = [
      (
        "\(state.isUnfinished ? "unfinished" : history.status.word), epoch \(history.epoch + 1)",
        theme.style(history.status.role)
      )
    ]
    for waiting in state.waitingCommands {
      lines.append((waiting.words(in: state.runNow), theme.style(.warning, .bold)))
    }
    if let loss = history.stepSeries["loss"]?.last {
      lines.append(("loss \(MetricFormat.metric(loss))", theme.style(.train)))
    }
    if let monitor = history.monitor, let value = history.epochSeries[monitor.name]?.last {
      lines.append(
        ("\(monitor.name.sanitized) \(MetricFormat.metric(value))", theme.style(.validation)))
    }
    lines.append(
      (
        "needs \(needed.width)x\(needed.height), has \(rect.width)x\(rect.height)",
        theme.style(.dim)
      ))
    let top = rect.y + max(0, (rect.height - lines.count) / 2)
    for (index, line) in lines.enumerated() {
      let text = line.text.truncated(to: rect.width, ellipsis: symbols.ellipsis)
      grid.write(
        text, at: rect.x + (rect.width - text.cellWidth) / 2, top + index, line.style)
    }
  }
}
