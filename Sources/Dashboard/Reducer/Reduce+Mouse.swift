internal import CallbackPanels
internal import Cells
internal import ChartPanels
internal import Charts
internal import DetectorPanels
internal import EventLists
internal import EventPanels
internal import MetricGrid
internal import Playbacks
internal import RunModel
internal import SummaryPanels

/// The mouse.
extension DashboardState {
  /// Focuses the pane under a press and uses it there; the wheel moves in the pane under it.
  ///
  /// A press on a key of the footer does what the key does.
  mutating func use(_ mouse: Mouse, on size: Size, _ symbols: Symbols) -> [DashboardEffect] {
    let wheel: Key? = [.wheelUp: .up, .wheelDown: .down][mouse.action]
    switch mode {
    case .typing(let input): return use(mouse, typing: input)
    case .help:
      if let wheel { _ = scrollHelp(wheel) } else { return press(.escape) }
    case .helpSearch: return press(wheel ?? .escape)
    case .stopQuestion, .quitQuestion: break
    case .normal:
      let layout = ScreenLayout(state: self, size: size)
      if mouse.action == .press, ScreenLayout.fits(size), contains(mouse, layout.footer) {
        let footer = FooterView(state: self, symbols: symbols)
        return footer.key(at: mouse.column, in: layout.footer).map { press($0) } ?? []
      }
      use(mouse, on: layout, size)
    }
    return []
  }

  private mutating func use(_ mouse: Mouse, on layout: ScreenLayout, _ size: Size) {
    if isEndCardOpen {
      if mouse.action == .press { isEndCardOpen = false }
      return
    }
    guard ScreenLayout.fits(size), !isWaiting,
      let (panel, rect) = layout.panels.last(where: { contains(mouse, $0.rect) })
    else { return }
    switch mouse.action {
    case .wheelUp, .wheelDown:
      let steps = mouse.action == .wheelUp ? -1 : 1
      if events.isCardOpen { return chooseEvent(by: steps) }
      if panel == .charts { zoom(steps, at: mouse, in: rect) } else { move(in: panel, by: steps) }
    case .press, .rightPress:
      // A focused list may have other rows.
      press(mouse, in: panel, rect)
      focus.give(to: panel)
    }
  }

  private func contains(_ mouse: Mouse, _ rect: Rect) -> Bool {
    rect.contains(column: mouse.column, row: mouse.row)
  }

  private func target(_ mouse: Mouse, in rect: Rect) -> ChartTarget? {
    ChartsView.target(column: mouse.column, row: mouse.row, of: chartScene, in: rect)
  }

  /// Moves the choice of a list, or its rows, by a notch of the wheel.
  private mutating func move(in panel: Panel, by steps: Int) {
    switch panel {
    case .metrics: metrics.chooseRow(by: steps)
    case .runs: chooseRunRow(by: steps)
    case .callbacks: if canChooseRows { chooseRow(by: steps) }
    case .image: showImage(by: steps)
    case .events, .output, .classes: scroll(by: -2 * steps)
    case .precisionRecall: detector.chooseClass(by: steps, in: history.report)
    case .summaries: summaries.choose(by: steps, of: summaryNames)
    case .charts, .confusion, .errors, .ranks: break
    }
  }

  private mutating func zoom(_ steps: Int, at mouse: Mouse, in rect: Rect) {
    guard let x = target(mouse, in: rect)?.x else { return }
    playback?.zoom(by: steps < 0 ? 0.7 : 1 / 0.7, around: x)
  }

  private mutating func press(_ mouse: Mouse, in panel: Panel, _ rect: Rect) {
    switch panel {
    case .charts: pressChart(mouse, in: rect)
    case .metrics:
      let row = MetricsView(state: self, symbols: .braille).metric(at: mouse.row, in: rect)
      if let row { metrics.choose(row) }
    case .runs:
      let run = RunsView(state: self, symbols: .braille).run(at: mouse.row, in: rect)
      if let run { chooseRun(run) }
    case .callbacks:
      let choice = CallbacksView(state: self, symbols: .braille).choice(at: mouse.row, in: rect)
      if let choice, canChooseRows { selection.choice = choice }
    case .events:
      let mark = EventsView(state: self, symbols: .braille).mark(at: mouse.row, in: rect)
      if let mark { (events.cursor, events.isCursorLent) = (mark, false) }
    case .summaries:
      let name = SummariesView(state: self, symbols: .braille)
        .name(at: mouse.column, mouse.row, in: rect)
      if let name { summaries.choose(name) }
    default: break
    }
  }

  /// Reads the values of a chart at the press; goes to the moment of a press on an event strip, or
  /// with the right button.
  private mutating func pressChart(_ mouse: Mouse, in rect: Rect) {
    guard let playback, let target = target(mouse, in: rect) else { return }
    if let title = target.title { metrics.choose(title) }
    if let run = target.run { chooseRun(run) }
    guard target.isStrip || mouse.action == .rightPress else {
      self.playback?.read(at: target.x)
      return
    }
    self.playback?.isPlaying = false
    self.playback?.seek(playback.overview.moment(at: target.x, on: playback.axis))
  }
}
