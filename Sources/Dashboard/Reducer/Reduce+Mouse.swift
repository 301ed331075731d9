internal import CallbackPanels
internal import Cells
internal import ChartPanels
internal import Charts
internal import DetectorPanels
internal import EventLists
internal import EventPanels
internal import MetricGrid
internal import Playbacks
internal import RunComparison
internal import RunModel
internal import SummaryPanels

/// The mouse.
extension DashboardState {
  /// Focuses the pane under a press and uses it there; a double click does there what Enter does.
  ///
  /// The wheel moves in the pane under it.
  ///
  /// A press on a key of the footer, or on that beside an alarm, does what the key does.
  mutating func use(_ mouse: Mouse, on size: Size, _ symbols: Symbols) -> [DashboardEffect] {
    let wheel: Key? = [.wheelUp: .up, .wheelDown: .down][mouse.action]
    var mouse = mouse
    // The first press of a double click has closed what lay over the pane, and chosen nothing.
    if hasClosedByPress { mouse.isDouble = false }
    if wheel == nil { hasClosedByPress = false }
    switch mode {
    case .typing(let input): return use(mouse, typing: input)
    case .help:
      if let wheel { _ = scrollHelp(wheel) } else { return close() }
    case .helpSearch:
      if let wheel { return press(wheel) }
      return close()
    case .stopQuestion, .quitQuestion: break
    case .normal:
      let layout = ScreenLayout(state: self, size: size)
      if mouse.action == .press, ScreenLayout.fits(size), mouse.isIn(layout.footer) {
        let footer = FooterView(state: self, symbols: symbols)
        return footer.key(at: mouse.column, in: layout.footer).map { press($0) } ?? []
      }
      return use(mouse, on: layout, size)
    }
    return []
  }

  /// Closes the help by a press.
  private mutating func close() -> [DashboardEffect] {
    hasClosedByPress = true
    return press(.escape)
  }

  private mutating func use(_ mouse: Mouse, on layout: ScreenLayout, _ size: Size)
    -> [DashboardEffect]
  {
    if isEndCardOpen {
      if mouse.action == .press { (isEndCardOpen, hasClosedByPress) = (false, true) }
      return []
    }
    guard ScreenLayout.fits(size) else { return [] }
    if mouse.action == .press, whatIf == nil, mouse.isIn(layout.header) {
      let alarm = HeaderSummary(state: self, symbols: .braille, showsRanks: false).alarm
      let row = layout.header.splitTop(1).rest
      if alarm?.isKey(at: mouse.column, mouse.row, in: row) == true { acknowledgeAlarms() }
    }
    guard !isWaiting,
      let (panel, rect) = layout.panels.last(where: { mouse.isIn($0.rect) })
    else { return [] }
    switch mouse.action {
    case .wheelUp, .wheelDown:
      let steps = mouse.action == .wheelUp ? -1 : 1
      if events.isCardOpen {
        chooseEvent(by: steps)
      } else {
        turn(mouse, by: steps, in: panel, rect)
      }
    case .press, .rightPress:
      let before = self
      guard press(mouse, in: panel, rect), mouse.isDouble else {
        focus.give(to: panel)
        break
      }
      // The first press has chosen; since the pane is focused, other rows may stand here.
      self = before
      if panel == .charts { playback?.stopReading() }
      let enter = KeyTable.focused(in: self).first { $0.keys.contains(.enter) }
      return (enter ?? KeyTable.binding(for: .enter)).map { run($0, isTyped: false) } ?? []
    }
    return []
  }

  private func target(_ mouse: Mouse, in rect: Rect) -> ChartTarget? {
    ChartsView.target(column: mouse.column, row: mouse.row, of: chartScene, in: rect)
  }

  /// Moves the choice of a list, or its rows, by a notch of the wheel; zooms charts around it.
  private mutating func turn(_ mouse: Mouse, by steps: Int, in panel: Panel, _ rect: Rect) {
    switch panel {
    case .charts:
      guard let x = target(mouse, in: rect)?.x else { return }
      playback?.zoom(by: steps < 0 ? 0.7 : 1 / 0.7, around: x)
    case .metrics: metrics.chooseRow(by: steps)
    case .runs: chooseRunRow(by: steps)
    case .callbacks: if canChooseRows { chooseRow(by: steps) }
    case .image: showImage(by: steps)
    case .events, .output, .classes: scroll(by: -2 * steps)
    case .precisionRecall: detector.chooseClass(by: steps, in: history.report)
    case .summaries: summaries.choose(by: steps, of: summaryNames)
    case .confusion, .errors, .ranks: break
    }
  }

  /// Uses a press in a pane.
  ///
  /// - Returns: True where a double click opens something.
  private mutating func press(_ mouse: Mouse, in panel: Panel, _ rect: Rect) -> Bool {
    switch panel {
    case .charts: return pressChart(mouse, in: rect)
    case .metrics:
      let row = MetricsView(state: self, symbols: .braille).metric(at: mouse.row, in: rect)
      if let row { metrics.choose(row) }
      return row != nil
    case .runs:
      let view = RunsView(state: self, symbols: .braille)
      if let key = view.order(at: mouse.column, mouse.row, in: rect) {
        runs.sort(by: runs.order.clicked(key))
      }
      let run = view.run(at: mouse.row, in: rect)
      if let run { chooseRun(run) }
      return run != nil
    case .callbacks:
      let choice = CallbacksView(state: self, symbols: .braille).choice(at: mouse.row, in: rect)
      guard let choice, canChooseRows else { return false }
      selection.choice = choice
      return true
    case .events:
      let mark = EventsView(state: self, symbols: .braille).mark(at: mouse.row, in: rect)
      if let mark { (events.cursor, events.isCursorLent) = (mark, false) }
      return mark != nil
    case .summaries:
      let name = SummariesView(state: self, symbols: .braille)
        .name(at: mouse.column, mouse.row, in: rect)
      if let name { summaries.choose(name) }
      return name != nil
    default: return true
    }
  }

  /// Reads the values of a chart at the press; goes to the moment of a press on an event strip, or
  /// with the right button.
  ///
  /// - Returns: True for a chart that can be enlarged.
  private mutating func pressChart(_ mouse: Mouse, in rect: Rect) -> Bool {
    guard let playback, let target = target(mouse, in: rect) else { return false }
    if let title = target.title { metrics.choose(title) }
    if let run = target.run { chooseRun(run) }
    if target.isStrip || mouse.action == .rightPress {
      self.playback?.isPlaying = false
      self.playback?.seek(playback.overview.moment(at: target.x, on: playback.axis))
    } else {
      self.playback?.read(at: target.x)
    }
    return target.title != nil
  }
}
